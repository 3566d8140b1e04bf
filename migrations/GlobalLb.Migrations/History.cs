using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GlobalLb.Migrations;

/// <summary>Raw outcomes by day, roll-ups by probe with their reasons, transitions with votes, and what was published.</summary>
[DbContext(typeof(GlobalLbContext))]
[Migration("20261121000050_History")]
public sealed class History : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE globallb.transitions
            ADD COLUMN probe         text NOT NULL DEFAULT '',
            ADD COLUMN votes         jsonb,
            ADD COLUMN failing_since timestamptz;

        ALTER TABLE globallb.probe_rollups
            ADD COLUMN probe                 text NOT NULL DEFAULT '',
            ADD COLUMN reasons               jsonb NOT NULL DEFAULT '{}',
            ADD COLUMN configuration_version bigint NOT NULL DEFAULT 0;
        ALTER TABLE globallb.probe_rollups DROP CONSTRAINT probe_rollups_pkey;
        ALTER TABLE globallb.probe_rollups ADD PRIMARY KEY (minute, endpoint, probe, vantage);

        -- No key: nothing refers to an outcome, and to keep it would cost as much as to store them.
        CREATE TABLE globallb.probe_outcomes (
            at                    timestamptz NOT NULL,
            endpoint              text NOT NULL,
            probe                 text NOT NULL,
            vantage               text NOT NULL,
            passed                boolean NOT NULL,
            reason                text NOT NULL,
            latency_ms            real NOT NULL,
            warning               text,
            configuration_version bigint NOT NULL
        ) PARTITION BY RANGE (at);
        CREATE INDEX ON globallb.probe_outcomes (at);

        -- What was published and why it was held: what edges answered from, where that is not what was believed.
        CREATE TABLE globallb.published_health (
            id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at       timestamptz NOT NULL,
            endpoint text NOT NULL,
            health   text NOT NULL,
            since    timestamptz NOT NULL,
            reason   text NOT NULL
        );
        CREATE INDEX ON globallb.published_health (endpoint, at, id);
        CREATE TABLE globallb.holds (
            id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at   timestamptz NOT NULL,
            held text
        );
        CREATE INDEX ON globallb.holds (at, id);

        -- What is sent twice, because nobody knows whether it arrived, is stored once.
        CREATE TABLE globallb.history_batches (
            id        uuid PRIMARY KEY,
            stored_at timestamptz NOT NULL
        );
        CREATE INDEX ON globallb.history_batches (stored_at);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE globallb.history_batches, globallb.holds, globallb.published_health, globallb.probe_outcomes;
        ALTER TABLE globallb.probe_rollups DROP CONSTRAINT probe_rollups_pkey;
        DELETE FROM globallb.probe_rollups WHERE probe <> '';
        ALTER TABLE globallb.probe_rollups DROP COLUMN probe, DROP COLUMN reasons, DROP COLUMN configuration_version;
        ALTER TABLE globallb.probe_rollups ADD PRIMARY KEY (minute, endpoint, vantage);
        ALTER TABLE globallb.transitions DROP COLUMN probe, DROP COLUMN votes, DROP COLUMN failing_since;
        """);
}
