{#- The rates of default that the ledger rests on, wherever the project that builds keeps them. -#}
select * from {{ ref('tasas_mora') }}
