-- Roles de reparto en PostgreSQL. Se puede leer, correr y volver a correr: solo crea lo que falta y deja los permisos como aquí se dicen.
-- Córralo quien administra la base, después de la primera corrida:   reparto permisos | psql -v ON_ERROR_STOP=1
--
--   reparto_lector           tableros: el esquema bi, sin nombres, contactos, documentos ni identificadores de la fuente
--   reparto_oficina          lo de su propia oficina; se es de una por ser miembro de reparto_oficina_<oficina>
--   reparto_gestor           su propia cartera; se es uno por ser miembro de reparto_gestor_<id_gestor>
--   reparto_auditor          todo, sin cambiar nada
--   reparto_operador         carga y corre: es dueño de los esquemas y de lo que hay en ellos. Quien corra ha de actuar como él, para que lo nuevo sea suyo:
--                                grant reparto_operador to ana;  alter role ana set role reparto_operador;
--                            Si otro corre (quien administra la base), vuelva a correr esto.
--
-- Las filas se separan con seguridad por fila (row level security) y las vistas son security_invoker: una vista no muestra más que sus tablas.
-- El esquema bi es la excepción: sus vistas son la máscara. Una corrida conserva permisos y políticas.
begin;

do $$
declare
    papel text;
begin
    foreach papel in array array['reparto_lector', 'reparto_oficina', 'reparto_gestor', 'reparto_auditor', 'reparto_operador'] loop
        if not exists (select from pg_roles where rolname = papel) then
            execute format('create role %I nologin', papel);
        end if;
    end loop;
    -- un papel por oficina de la norma y otro por gestor
    for papel in
        select 'reparto_oficina_' || lower(oficina) from reparto_intermedio.int_oficina
        union
        select 'reparto_gestor_' || id_gestor from reparto_staging.stg_gestores
    loop
        if length(papel) > 63 then
            raise warning 'reparto: un identificador de gestor es muy largo para un papel de PostgreSQL; ese gestor queda sin papel.';
            continue;
        end if;
        if not exists (select from pg_roles where rolname = papel) then
            execute format('create role %I nologin', papel);
        end if;
        execute format('grant %I to %I', case when papel like 'reparto\_oficina\_%' then 'reparto_oficina' else 'reparto_gestor' end, papel);
    end loop;
    execute format('grant create, connect, temporary on database %I to reparto_operador', current_database());
    -- para darle lo que hay, quien corre esto ha de poder actuar como él
    if not pg_has_role(current_user, 'reparto_operador', 'set') then
        execute format('grant reparto_operador to %I', current_user);
    end if;
end
$$;

-- Lo propio de quien consulta. Corren con sus permisos, y sus cuerpos son texto: siguen a las tablas de cada corrida.
create schema if not exists reparto_seguridad;

create or replace function reparto_seguridad.mis_oficinas() returns setof text language sql stable security invoker as
$$ select upper(substr(rolname, 17)) from pg_catalog.pg_roles where rolname like 'reparto\_oficina\_%' and pg_has_role(current_user, oid, 'member') $$;

create or replace function reparto_seguridad.mis_gestores() returns setof text language sql stable security invoker as
$$ select substr(rolname, 16) from pg_catalog.pg_roles where rolname like 'reparto\_gestor\_%' and pg_has_role(current_user, oid, 'member') $$;

create or replace function reparto_seguridad.mi_cartera() returns setof text language sql stable security invoker as
$$ select id_sujeto from reparto_intermedio.int_cartera where id_gestor in (select reparto_seguridad.mis_gestores()) $$;

create or replace function reparto_seguridad.mis_sujetos() returns setof text language sql stable security invoker as
$$ select id_sujeto from reparto.asignacion_obligacion union select id_sujeto from reparto.asignacion_sujeto $$;

create or replace function reparto_seguridad.mis_obligaciones() returns setof text language sql stable security invoker as
$$ select id_obligacion from reparto_staging.stg_obligaciones $$;

create or replace function reparto_seguridad.mis_grupos() returns setof text language sql stable security invoker as
$$ select id_grupo from reparto_intermedio.int_comunero $$;

do $$
declare
    esquemas constant text[] := array(
        select nspname from pg_namespace where nspname in ('reparto', 'cobro', 'bi') or (nspname like 'reparto\_%' and nspname not in ('reparto_seguridad'))
    );
    -- lo que un papel restringido no ve ni en parte: dice cosas de otros
    reservadas constant text[] := array['reparto.rechazos', 'reparto.medicion_descartada', 'reparto.corrida', 'reparto.corrida_tabla'];
    x record;
    columnas text[];
    de_oficina text;
    de_gestor text;
begin
    for x in
        select format('schema %I', nspname) as que from pg_namespace where nspname = any(esquemas || array['fuente']) and nspowner <> 'reparto_operador'::regrole
        union all
        select format('%s %s', case c.relkind when 'v' then 'view' else 'table' end, c.oid::regclass)
        from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
        where n.nspname = any(esquemas || array['fuente']) and c.relkind in ('r', 'v') and c.relowner <> 'reparto_operador'::regrole
        order by 1
    loop
        execute format('alter %s owner to reparto_operador', x.que);
    end loop;
    grant usage on schema reparto_seguridad to reparto_operador;
    -- la entrada que carga reparto: el auditor compara con ella lo que se leyó
    if to_regnamespace('fuente') is not null then
        grant usage on schema fuente to reparto_auditor;
        grant select on all tables in schema fuente to reparto_auditor;
        alter default privileges for role reparto_operador in schema fuente grant select on tables to reparto_auditor;
    end if;

    for x in select unnest(esquemas) as esquema loop
        execute format('grant usage on schema %I to reparto_auditor', x.esquema);
        execute format('revoke create on schema %I from public', x.esquema);
        if x.esquema <> 'bi' then
            execute format('grant usage on schema %I to reparto_oficina, reparto_gestor', x.esquema);
        end if;
    end loop;
    grant usage on schema bi to reparto_lector;
    grant usage on schema reparto_seguridad to reparto_oficina, reparto_gestor, reparto_auditor;

    -- las vistas, con los permisos de quien las consulta; las de bi, con los de su dueño
    for x in
        select c.oid::regclass as vista, n.nspname as esquema from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
        where c.relkind = 'v' and n.nspname = any(esquemas)
    loop
        execute format('alter view %s set (security_invoker = %s)', x.vista, x.esquema <> 'bi');
    end loop;

    for x in
        with recursive leidas as (
            -- las públicas, y lo que leen por debajo las vistas públicas
            select c.oid from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
            where n.nspname in ('reparto', 'cobro') and c.relkind in ('r', 'v')
            union
            select 'reparto_intermedio.int_cartera'::regclass::oid
            union
            select d.refobjid from leidas
            inner join pg_rewrite as r on leidas.oid = r.ev_class
            inner join pg_depend as d on r.oid = d.objid and d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
            where d.refobjid <> leidas.oid
        )
        select
            c.oid,
            c.oid::regclass as relacion,
            n.nspname as esquema,
            c.relname as nombre,
            c.relkind,
            c.oid in (select oid from leidas) and n.nspname || '.' || c.relname <> all(reservadas) as es_leida
        from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
        where n.nspname = any(esquemas) and c.relkind in ('r', 'v')
        order by n.nspname, c.relname
    loop
        execute format('grant select on %s to reparto_auditor', x.relacion);
        if x.esquema = 'bi' then
            execute format('grant select on %s to reparto_lector', x.relacion);
            continue;
        end if;
        if x.es_leida then
            execute format('grant select on %s to reparto_oficina, reparto_gestor', x.relacion);
        else
            execute format('revoke all on %s from reparto_oficina, reparto_gestor', x.relacion);
        end if;
        continue when x.relkind = 'v';

        columnas := array(select attname::text from pg_attribute where attrelid = x.oid and attnum > 0 and not attisdropped);
        continue when not exists (select from unnest(columnas) as c where c like 'id\_%' or c in ('fila', 'clave_sujeto'));
        de_oficina := case
            when 'oficina' = any(columnas) and x.esquema in ('reparto', 'cobro') then 'oficina in (select reparto_seguridad.mis_oficinas())'
            when 'id_sujeto' = any(columnas) then 'id_sujeto in (select reparto_seguridad.mis_sujetos())'
            when 'id_obligacion' = any(columnas) then 'id_obligacion in (select reparto_seguridad.mis_obligaciones())'
            when 'id_grupo' = any(columnas) then 'id_grupo in (select reparto_seguridad.mis_grupos())'
            else 'false'
        end;
        de_gestor := case
            when 'id_gestor' = any(columnas) then 'id_gestor in (select reparto_seguridad.mis_gestores())'
            when 'id_sujeto' = any(columnas) then 'id_sujeto in (select reparto_seguridad.mi_cartera())'
            when 'id_obligacion' = any(columnas) then 'id_obligacion in (select reparto_seguridad.mis_obligaciones())'
            when 'id_grupo' = any(columnas) then 'id_grupo in (select reparto_seguridad.mis_grupos())'
            else 'false'
        end;
        execute format('alter table %s enable row level security', x.relacion);
        execute format('drop policy if exists de_auditor on %s', x.relacion);
        execute format('drop policy if exists de_oficina on %s', x.relacion);
        execute format('drop policy if exists de_gestor on %s', x.relacion);
        execute format('create policy de_auditor on %s for select to reparto_auditor using (true)', x.relacion);
        execute format('create policy de_oficina on %s for select to reparto_oficina using (%s)', x.relacion, de_oficina);
        execute format('create policy de_gestor on %s for select to reparto_gestor using (%s)', x.relacion, de_gestor);
    end loop;
end
$$;

commit;
