{#- On PostgreSQL, the package's way to replace a relation: the views that read it stay (dbt's own
    drops them by cascade). dbt asks the project that installs a package to take such a thing up
    itself. -#}
{% materialization table, adapter='postgres' %}
    {{- return(reparto.materialization_table_postgres()) -}}
{% endmaterialization %}
{% materialization view, adapter='postgres' %}
    {{- return(reparto.materialization_view_postgres()) -}}
{% endmaterialization %}
{% materialization seed, adapter='postgres' %}
    {{- return(reparto.materialization_seed_postgres()) -}}
{% endmaterialization %}
{#- On Spark, contracts and kept tables over Parquet for the package's own; the models of this
    project stay dbt's. Seeds of both: the types of a norm of one's own, and null empty cells. -#}
{% materialization table, adapter='spark' %}
    {{- return(
        reparto.materialization_table_spark() if model.package_name == 'reparto'
        else dbt.materialization_table_spark()
    ) -}}
{% endmaterialization %}
{% materialization view, adapter='spark' %}
    {{- return(
        reparto.materialization_view_spark() if model.package_name == 'reparto'
        else dbt.materialization_view_spark()
    ) -}}
{% endmaterialization %}
{% materialization incremental, adapter='spark' %}
    {{- return(
        reparto.materialization_incremental_spark() if model.package_name == 'reparto'
        else dbt.materialization_incremental_spark()
    ) -}}
{% endmaterialization %}
{% materialization seed, adapter='spark' %}
    {{- return(reparto.materialization_seed_spark()) -}}
{% endmaterialization %}
