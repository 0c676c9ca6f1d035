"""pip-audit's report of the lock, judged: it says «no known vulnerabilities» also of what it could not look up, as it can't without a network.

    pip-audit ... -f json | python scripts/auditar.py
"""

import json
import sys


def juzgar(informe: dict) -> tuple[int, str]:
    """(exit code, what there is to say): 0 all looked up and clean, 1 something is vulnerable, 2 something could not be looked up."""
    partes = informe["dependencies"]
    malas = [f"{p['name']} {p['version']}: {v['id']} (corregida en {', '.join(v['fix_versions']) or 'ninguna'})" for p in partes for v in p.get("vulns", [])]
    sin_ver = [p["name"] for p in partes if "skip_reason" in p]
    if malas:
        return 1, "\n".join(malas)
    if sin_ver:
        cuantas = f"{len(sin_ver)} de {len(partes)} dependencias"
        return 2, f"Sin auditar {cuantas}: no hay red hasta la base de vulnerabilidades, o no las conoce. No quiere decir que estén sanas."
    return 0, f"{len(partes)} dependencias auditadas, ninguna vulnerabilidad conocida."


if __name__ == "__main__":
    texto = sys.stdin.read()
    codigo, frase = juzgar(json.loads(texto)) if texto.strip() else (2, "No se auditó nada: no hay red hasta la base de vulnerabilidades.")
    print(frase)
    sys.exit(codigo)
