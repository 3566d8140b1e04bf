using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GlobalLb.Migrations;

/// <summary>Work that several Controls share: the tables Quartz wants, who did what, and what that work makes.</summary>
[DbContext(typeof(GlobalLbContext))]
[Migration("20261121132000_ClusteredWork")]
public sealed class ClusteredWork : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Quartz + Ours);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP INDEX globallb.probe_outcomes_warned;
        DROP INDEX globallb.probe_rollups_rebuilt;
        ALTER TABLE globallb.probe_rollups DROP COLUMN rebuilt;
        DROP TABLE globallb.probe_warnings, globallb.work_runs;
        DROP SCHEMA globallb_quartz CASCADE;
        """);

    // What Quartz 4.7.3 reads and writes, without its execution history, which is not in use. Nobody else writes here.
    private const string Quartz =
        """
        CREATE SCHEMA globallb_quartz;
        SET LOCAL search_path TO globallb_quartz;

        CREATE TABLE job_details (
            sched_name        text NOT NULL,
            job_name          text NOT NULL,
            job_group         text NOT NULL,
            description       text,
            job_class_name    text NOT NULL,
            is_durable        boolean NOT NULL,
            is_nonconcurrent  boolean NOT NULL,
            is_update_data    boolean NOT NULL,
            requests_recovery boolean NOT NULL,
            job_data          bytea,
            PRIMARY KEY (sched_name, job_name, job_group)
        );

        CREATE TABLE triggers (
            sched_name              text NOT NULL,
            trigger_name            text NOT NULL,
            trigger_group           text NOT NULL,
            job_name                text NOT NULL,
            job_group               text NOT NULL,
            description             text,
            next_fire_time          bigint,
            prev_fire_time          bigint,
            priority                integer,
            trigger_state           text NOT NULL,
            trigger_type            text NOT NULL,
            start_time              bigint NOT NULL,
            end_time                bigint,
            calendar_name           text,
            misfire_instr           smallint,
            misfire_orig_fire_time  bigint,
            execution_group         varchar(200),
            preferred_node          varchar(200),
            preferred_node_auto     boolean NOT NULL DEFAULT false,
            retry_policy            varchar(250),
            retry_attempt           integer,
            continues_trigger_name  text,
            continues_trigger_group text,
            continuation_condition  integer,
            overlap_policy          integer,
            pause_reason            varchar(250),
            paused_by               varchar(200),
            paused_at               bigint,
            misfire_threshold       bigint,
            fixed_delay             boolean,
            job_data                bytea,
            PRIMARY KEY (sched_name, trigger_name, trigger_group),
            FOREIGN KEY (sched_name, job_name, job_group) REFERENCES job_details
        );
        CREATE INDEX ON triggers (sched_name, job_name, job_group);
        CREATE INDEX ON triggers (sched_name, trigger_state, next_fire_time);

        -- What belongs to a trigger goes with it.
        CREATE TABLE simple_triggers (
            sched_name      text NOT NULL,
            trigger_name    text NOT NULL,
            trigger_group   text NOT NULL,
            repeat_count    bigint NOT NULL,
            repeat_interval bigint NOT NULL,
            times_triggered bigint NOT NULL,
            PRIMARY KEY (sched_name, trigger_name, trigger_group),
            FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES triggers ON DELETE CASCADE
        );
        CREATE TABLE cron_triggers (
            sched_name      text NOT NULL,
            trigger_name    text NOT NULL,
            trigger_group   text NOT NULL,
            cron_expression text NOT NULL,
            time_zone_id    text,
            PRIMARY KEY (sched_name, trigger_name, trigger_group),
            FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES triggers ON DELETE CASCADE
        );
        CREATE TABLE simprop_triggers (
            sched_name    text NOT NULL,
            trigger_name  text NOT NULL,
            trigger_group text NOT NULL,
            str_prop_1    text,
            str_prop_2    text,
            str_prop_3    text,
            int_prop_1    integer,
            int_prop_2    integer,
            long_prop_1   bigint,
            long_prop_2   bigint,
            dec_prop_1    numeric,
            dec_prop_2    numeric,
            bool_prop_1   boolean,
            bool_prop_2   boolean,
            time_zone_id  text,
            PRIMARY KEY (sched_name, trigger_name, trigger_group),
            FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES triggers ON DELETE CASCADE
        );
        CREATE TABLE blob_triggers (
            sched_name    text NOT NULL,
            trigger_name  text NOT NULL,
            trigger_group text NOT NULL,
            blob_data     bytea,
            PRIMARY KEY (sched_name, trigger_name, trigger_group),
            FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES triggers ON DELETE CASCADE
        );

        CREATE TABLE calendars (
            sched_name    text NOT NULL,
            calendar_name text NOT NULL,
            calendar      bytea NOT NULL,
            PRIMARY KEY (sched_name, calendar_name)
        );
        CREATE TABLE paused_trigger_grps (
            sched_name    text NOT NULL,
            trigger_group text NOT NULL,
            pause_reason  varchar(250),
            paused_by     varchar(200),
            paused_at     bigint,
            PRIMARY KEY (sched_name, trigger_group)
        );
        CREATE TABLE paused_job_grps (
            sched_name   text NOT NULL,
            job_group    text NOT NULL,
            pause_reason varchar(250),
            paused_by    varchar(200),
            paused_at    bigint,
            PRIMARY KEY (sched_name, job_group)
        );

        -- What runs now and where: what is found here of a node that fell silent is done again.
        CREATE TABLE fired_triggers (
            sched_name               text NOT NULL,
            entry_id                 text NOT NULL,
            trigger_name             text NOT NULL,
            trigger_group            text NOT NULL,
            instance_name            text NOT NULL,
            fired_time               bigint NOT NULL,
            sched_time               bigint NOT NULL,
            priority                 integer NOT NULL,
            state                    text NOT NULL,
            job_name                 text,
            job_group                text,
            is_nonconcurrent         boolean NOT NULL,
            requests_recovery        boolean,
            execution_group          varchar(200),
            progress                 integer,
            progress_message         varchar(250),
            interrupt_requested_time bigint,
            PRIMARY KEY (sched_name, entry_id)
        );
        CREATE TABLE scheduler_state (
            sched_name        text NOT NULL,
            instance_name     text NOT NULL,
            last_checkin_time bigint NOT NULL,
            checkin_interval  bigint NOT NULL,
            quartz_version    varchar(20),
            PRIMARY KEY (sched_name, instance_name)
        );
        CREATE TABLE locks (
            sched_name text NOT NULL,
            lock_name  text NOT NULL,
            PRIMARY KEY (sched_name, lock_name)
        );
        SET LOCAL search_path TO DEFAULT;

        """;

    private const string Ours =
        """

        -- Who did what when: a row for each kind of work of each Control that did it.
        CREATE TABLE globallb.work_runs (
            work       text NOT NULL,
            node       text NOT NULL,
            runs       bigint NOT NULL,
            failures   bigint NOT NULL,
            started_at timestamptz NOT NULL,
            ended_at   timestamptz,
            failure    text,
            PRIMARY KEY (work, node)
        );

        CREATE TABLE globallb.probe_warnings (
            endpoint text NOT NULL,
            probe    text NOT NULL,
            vantage  text NOT NULL,
            warning  text NOT NULL,
            since    timestamptz NOT NULL,
            seen_at  timestamptz NOT NULL,
            PRIMARY KEY (endpoint, probe, vantage)
        );

        -- Made anew from the raw outcomes, because whoever counted them was killed: what arrives late must not be added to it.
        ALTER TABLE globallb.probe_rollups ADD COLUMN rebuilt boolean NOT NULL DEFAULT false;
        CREATE INDEX probe_rollups_rebuilt ON globallb.probe_rollups (minute) WHERE rebuilt;

        -- Few outcomes warn.
        CREATE INDEX probe_outcomes_warned ON globallb.probe_outcomes (at) WHERE warning IS NOT NULL;
        """;
}
