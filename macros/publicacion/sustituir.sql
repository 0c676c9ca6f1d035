{#- Where a table is built before it takes its place. -#}
{% macro provisional(destino) %}
    {{- return(adapter.dispatch('provisional', 'reparto')(destino)) -}}
{% endmacro %}
{% macro default__provisional(destino) %}{{ reparto.sin_dialecto('provisional') }}{% endmacro %}
{% macro postgres__provisional(destino) %}{{ return(reparto.provisional_limpia(destino)) }}
{% endmacro %}
{% macro duckdb__provisional(destino) %}{{ return(reparto.provisional_limpia(destino)) }}
{% endmacro %}
{#- In a catalogue of the command's own nobody reads the former one. -#}
{% macro spark__provisional(destino) %}
    {%- if not env_var('REPARTO_SPARK_BODEGA', '') -%}
        {{- return(reparto.provisional_limpia(destino)) -}}
    {%- endif -%}
    {%- do drop_relation_if_exists(load_cached_relation(destino)) -%}
    {{- return(destino) -}}
{% endmacro %}
{% macro provisional_limpia(destino) %}
    {%- set nueva = make_intermediate_relation(destino) -%}
    {%- do drop_relation_if_exists(load_cached_relation(nueva)) -%}
    {{- return(nueva) -}}
{% endmacro %}

{#- PostgreSQL: no lock is waited for longer than 300 ms, less than the second after which a reader
    would be told of a deadlock; then all is undone and tried again. -#}
{% macro sustituir(parejas) %}
    {{- return(adapter.dispatch('sustituir', 'reparto')(parejas)) -}}
{% endmacro %}

{% macro default__sustituir(parejas) %}{{ reparto.sin_dialecto('sustituir') }}{% endmacro %}

{% macro duckdb__sustituir(parejas) %}
    {%- for pareja in parejas -%}
        {%- do run_query('drop table if exists ' ~ pareja.destino) -%}
        {%- do run_query(
            'alter table ' ~ pareja.nueva ~ ' rename to ' ~ pareja.destino.identifier
        ) -%}
    {%- endfor -%}
{% endmacro %}

{% macro spark__sustituir(parejas) %}
    {%- for pareja in parejas if pareja.nueva != pareja.destino -%}
        {%- if reparto.con_transacciones() -%}
            {%- do reparto.rehacer(pareja.destino, 'select * from ' ~ pareja.nueva) -%}
            {%- do adapter.drop_relation(pareja.nueva) -%}
        {%- else -%}
            {%- do adapter.drop_relation(pareja.destino) -%}
            {%- do adapter.rename_relation(pareja.nueva, pareja.destino) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}

{% macro postgres__sustituir(parejas) %}
    {%- set filas = [] -%}
    {%- for pareja in parejas -%}
        {%- do filas.append({
            'ne': pareja.nueva.schema,
            'nn': pareja.nueva.identifier,
            've': pareja.destino.schema,
            'vn': pareja.destino.identifier,
        }) -%}
    {%- endfor -%}
    {%- call statement('sustituir') -%}
do $reparto$
declare
    ruta constant text := current_setting('search_path');
    espera constant text := current_setting('lock_timeout');
    limite constant timestamptz := clock_timestamp() + interval '10 minutes';
    ronda jsonb;
    siguiente jsonb;
    lectoras jsonb;
    retiradas oid[];
    quedan oid[];
    actual oid;
    primero oid[] := '{}';
    x record;
    y record;
begin
    loop
        begin
            perform set_config('lock_timeout', '300ms', true), set_config('search_path', '', true);
            -- one at a time: the views of two models built at once may read one another's tables
            perform pg_advisory_xact_lock(hashtext('reparto.sustituir'));
            ronda := '{{ tojson(filas) }}';
            retiradas := '{}';
            while jsonb_array_length(ronda) > 0 loop
                select jsonb_agg(fila || jsonb_build_object(
                    'nueva',
                    to_regclass(format('%I.%I', fila ->> 'ne', fila ->> 'nn'))::oid::bigint,
                    'vieja',
                    to_regclass(format('%I.%I', fila ->> 've', fila ->> 'vn'))::oid::bigint
                ))
                into ronda from jsonb_array_elements(ronda) as fila;
                -- the views that read an old relation and aren't replaced in this round themselves
                select coalesce(jsonb_agg(distinct jsonb_build_object(
                    'vista', v.oid::bigint,
                    'nombre', v.oid::regclass::text,
                    'esquema', n.nspname,
                    'relacion', v.relname,
                    'dueno', pg_get_userbyid(v.relowner),
                    'cuerpo',
                    coalesce(' with (' || array_to_string(v.reloptions, ', ') || ')', '')
                    || ' as ' || pg_get_viewdef(v.oid)
                )), '[]')
                into lectoras
                from pg_depend as d
                inner join pg_rewrite as r on d.objid = r.oid
                inner join pg_class as v on r.ev_class = v.oid
                inner join pg_namespace as n on v.relnamespace = n.oid
                where d.classid = 'pg_rewrite'::regclass
                    and d.refclassid = 'pg_class'::regclass
                    and d.deptype = 'n'
                    and v.relkind = 'v'
                    and d.refobjid in (
                        select (fila ->> 'vieja')::oid from jsonb_array_elements(ronda) as fila
                    )
                    and v.oid not in (
                        select coalesce((fila ->> 'vieja')::oid, 0)
                        from jsonb_array_elements(ronda) as fila
                    );

                -- a reader locks a view before what it reads, and so does this: to give a view
                -- the owner that it has locks it and changes nothing
                for x in
                    select * from jsonb_to_recordset(lectoras) as l (nombre text, dueno text)
                loop
                    begin
                        execute format('alter view %s owner to %I', x.nombre, x.dueno);
                    exception when insufficient_privilege then null;
                    end;
                end loop;
                for x in
                    select
                        v.oid,
                        v.oid::regclass as nombre
                    from jsonb_to_recordset(ronda) as p (vieja oid)
                    inner join pg_class as v on p.vieja = v.oid
                    -- what somebody held in a former try comes first: who reads it waits for it
                    -- without holding the others
                    order by
                        coalesce(array_position(primero, v.oid), 2147483647),
                        v.relkind = 'v' desc,
                        v.oid
                loop
                    actual := x.oid;
                    execute format('alter table %s rename to retirada_%s', x.nombre, x.oid);
                    retiradas := retiradas || x.oid;
                    -- the name of a key's index is the schema's, and the new relation brings the
                    -- same
                    for y in
                        select
                            i.indexrelid as oid,
                            i.indexrelid::regclass as nombre
                        from pg_index as i
                        where i.indrelid = x.oid
                    loop
                        execute format('alter index %s rename to retirada_%s', y.nombre, y.oid);
                    end loop;
                end loop;

                for x in
                    select *
                    from jsonb_to_recordset(ronda)
                        as p (ne text, nn text, ve text, vn text, nueva oid, vieja oid)
                loop
                    if x.ne <> x.ve then
                        execute format('alter table %s set schema %I', x.nueva::regclass, x.ve);
                    end if;
                    if x.nn <> x.vn then
                        execute format('alter table %s rename to %I', x.nueva::regclass, x.vn);
                    end if;
                    -- the grants of the old one; those that the schema gives by default where
                    -- there was none
                    for y in
                        select distinct acl.grantee
                        from pg_class as c
                        cross join aclexplode(c.relacl) as acl
                        where c.oid = x.nueva and acl.grantee <> c.relowner
                    loop
                        execute format(
                            'revoke all on %s from %s',
                            x.nueva::regclass,
                            coalesce(
                                quote_ident(
                                    nullif(pg_get_userbyid(y.grantee), 'unknown (OID=0)')
                                ),
                                'public'
                            )
                        );
                    end loop;
                    for y in
                        select
                            acl.privilege_type
                            || coalesce(' (' || quote_ident(acl.attname) || ')', '') as permiso,
                            acl.is_grantable,
                            coalesce(
                                quote_ident(
                                    nullif(pg_get_userbyid(acl.grantee), 'unknown (OID=0)')
                                ),
                                'public'
                            ) as a_quien
                        from (
                            select
                                a.*,
                                null::name as attname,
                                c.relowner as dueno
                            from pg_class as c
                            cross join aclexplode(c.relacl) as a
                            where c.oid = x.vieja
                            union all
                            select
                                a.*,
                                t.attname,
                                c.relowner
                            from pg_class as c
                            inner join pg_attribute as t on c.oid = t.attrelid
                            cross join aclexplode(t.attacl) as a
                            where c.oid = x.vieja
                                and exists (
                                    select 1 from pg_attribute as u
                                    where u.attrelid = x.nueva and u.attname = t.attname
                                )
                            union all
                            select
                                a.*,
                                null,
                                d.defaclrole
                            from pg_default_acl as d
                            cross join aclexplode(d.defaclacl) as a
                            where x.vieja is null
                                and d.defaclobjtype = 'r'
                                and d.defaclnamespace in (0, x.ve::regnamespace)
                                and d.defaclrole = (
                                    select c.relowner from pg_class as c where c.oid = x.nueva
                                )
                        ) as acl
                        where acl.grantee <> acl.dueno
                    loop
                        execute format(
                            'grant %s on %s to %s%s',
                            y.permiso,
                            x.nueva::regclass,
                            y.a_quien,
                            case when y.is_grantable then ' with grant option' else '' end
                        );
                    end loop;
                    for y in
                        select format(
                            'create policy %I on %s as %s for %s to %s%s%s',
                            p.polname,
                            x.nueva::regclass,
                            case when p.polpermissive then 'permissive' else 'restrictive' end,
                            case p.polcmd
                                when 'r' then 'select'
                                when 'a' then 'insert'
                                when 'w' then 'update'
                                when 'd' then 'delete'
                                else 'all'
                            end,
                            (
                                select string_agg(
                                    case
                                        when rol = 0 then 'public'
                                        else quote_ident(pg_get_userbyid(rol))
                                    end,
                                    ', '
                                )
                                from unnest(p.polroles) as rol
                            ),
                            ' using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                            ' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'
                        ) as orden
                        from pg_policy as p
                        where p.polrelid = x.vieja
                        union all
                        select format('alter table %s enable row level security', x.nueva::regclass)
                        from pg_class as c
                        where c.oid = x.vieja and c.relrowsecurity
                        union all
                        select format('alter table %s force row level security', x.nueva::regclass)
                        from pg_class as c
                        where c.oid = x.vieja and c.relforcerowsecurity
                    loop
                        execute y.orden;
                    end loop;
                end loop;

                siguiente := '[]';
                for x in
                    select *
                    from jsonb_to_recordset(lectoras)
                        as l (vista oid, nombre text, esquema text, relacion text, cuerpo text)
                loop
                    begin
                        execute format('create or replace view %s%s', x.nombre, x.cuerpo);
                    exception
                        when lock_not_available or deadlock_detected then raise;
                        when invalid_table_definition then
                            -- a column has another type: the view is made anew, and put in its
                            -- place in the next round
                            begin
                                execute format(
                                    'create view %I.nueva_%s%s', x.esquema, x.vista, x.cuerpo
                                );
                                siguiente := siguiente || jsonb_build_object(
                                    'ne', x.esquema,
                                    'nn', 'nueva_' || x.vista,
                                    've', x.esquema,
                                    'vn', x.relacion
                                );
                            exception
                                when lock_not_available or deadlock_detected then raise;
                                when others then null;
                            end;
                        when others then null;
                    end;
                end loop;
                ronda := siguiente;
            end loop;

            -- what nobody reads goes; views before what they read
            loop
                quedan := '{}';
                for x in
                    select
                        oid,
                        oid::regclass as nombre,
                        relkind
                    from pg_class
                    where oid = any(retiradas)
                    order by relkind = 'v' desc
                loop
                    begin
                        execute format(
                            'drop %s %s',
                            case x.relkind when 'v' then 'view' else 'table' end,
                            x.nombre
                        );
                    exception when dependent_objects_still_exist then quedan := quedan || x.oid;
                    end;
                end loop;
                exit when cardinality(quedan) in (0, cardinality(retiradas));
                retiradas := quedan;
            end loop;
            exit;
        exception when lock_not_available or deadlock_detected then
            if actual is not null then
                primero := array_prepend(actual, array_remove(primero, actual));
            end if;
            if clock_timestamp() > limite then
                raise exception '{{
                    'reparto: alguien lee los resultados hace más de diez minutos y no deja '
                    ~ 'reemplazarlos: termine esa consulta e intente de nuevo.'
                }}';
            end if;
        end;
        perform pg_sleep(0.05 + 0.1 * random());
    end loop;
    perform set_config('search_path', ruta, true), set_config('lock_timeout', espera, true);
end
$reparto$
    {%- endcall -%}
{% endmacro %}

{% macro limpiar_retiradas(esquemas) %}
    {{- return(adapter.dispatch('limpiar_retiradas', 'reparto')(esquemas)) -}}
{% endmacro %}
{% macro default__limpiar_retiradas(esquemas) %}{% endmacro %}
{#- Who reads one: a view, a materialized view, or what else PostgreSQL says of itself (a function
    whose body is SQL, a foreign key). -#}
{% macro postgres__limpiar_retiradas(esquemas) %}
    {%- if esquemas -%}
    {%- set consulta -%}
select
    c.oid::regclass as retirada,
    c.relkind = 'v' as es_vista,
    count(d.objid) as dependen,
    string_agg(
        distinct case
            when d.classid = 'pg_rewrite'::regclass then r.ev_class::regclass::text
            -- by its name alone: its arguments may be of the type of what was put away
            when d.classid = 'pg_proc'::regclass then 'función ' || d.objid::regproc
            else pg_describe_object(d.classid, d.objid, d.objsubid)
        end,
        chr(10)
    ) filter (where d.objid is not null and v.oid is null) as lectoras
from pg_class as c
inner join pg_namespace as n on c.relnamespace = n.oid
left join pg_depend as d
    on d.deptype = 'n'
    and (
        (d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid)
        -- its row type, and the array of it: what a function takes or gives
        or (
            d.refclassid = 'pg_type'::regclass
            and d.refobjid in (
                select t.oid from pg_type as t
                where t.oid = c.reltype or t.typelem = c.reltype
            )
        )
    )
    -- what is its own: its rule, its policies, its constraints, its triggers
    and not exists (
        select 1 from pg_rewrite where oid = d.objid and ev_class = c.oid
        union all
        select 1 from pg_policy where oid = d.objid and polrelid = c.oid
        union all
        select 1 from pg_constraint where oid = d.objid and conrelid = c.oid
        union all
        select 1 from pg_trigger where oid = d.objid and tgrelid = c.oid
    )
left join pg_rewrite as r on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
left join pg_class as v on r.ev_class = v.oid and v.relname ~ '^retirada_[0-9]+$'
where c.relname ~ '^retirada_[0-9]+$'
    and c.relkind in ('r', 'v')
    and n.nspname in ('{{ esquemas | join("', '") }}')
group by c.oid, c.relkind
    {%- endset -%}
    {%- set lectoras = [] -%}
    {%- for fila in run_query(consulta).rows -%}
        {%- if fila[2] -%}
            {%- for lectora in (fila[3] or '').split('\n')
                    if lectora and lectora not in lectoras -%}
                {%- do lectoras.append(lectora) -%}
            {%- endfor -%}
        {%- else -%}
            {%- do run_query(
                'drop ' ~ ('view' if fila[1] else 'table') ~ ' if exists ' ~ fila[0]
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if lectoras and not reparto.es_ensayo() -%}
        {%- do log(
            'reparto: aviso: lo que sigue lee todavía resultados anteriores, que por eso se quedan '
            ~ 'en la base: ' ~ lectoras | join(', ')
            ~ '. Su dueño debe borrarlo y volver a crearlo.',
            info=true,
        ) -%}
    {%- endif -%}
    {%- endif -%}
{% endmacro %}

{% macro esquemas_propios() %}
    {%- set esquemas = [] -%}
    {%- for nodo in graph.nodes.values()
            if nodo.package_name == 'reparto'
            and nodo.resource_type in ('model', 'seed')
            and nodo.schema not in esquemas -%}
        {%- do esquemas.append(nodo.schema) -%}
    {%- endfor -%}
    {{- return(esquemas) -}}
{% endmacro %}
