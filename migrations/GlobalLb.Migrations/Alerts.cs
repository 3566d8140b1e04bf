using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GlobalLb.Migrations;

/// <summary>What receivers of alerts were told, and what they know to be wrong now.</summary>
[DbContext(typeof(GlobalLbContext))]
[Migration("20261121131000_Alerts")]
public sealed class Alerts : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE globallb.alerts_open (
            receiver  text NOT NULL,
            key       text NOT NULL,
            condition jsonb NOT NULL,
            seen_at   timestamptz NOT NULL,
            said_at   timestamptz,
            severity  integer NOT NULL,
            PRIMARY KEY (receiver, key)
        );

        CREATE TABLE globallb.alert_messages (
            id       uuid PRIMARY KEY,
            receiver text NOT NULL,
            at       timestamptz NOT NULL,
            fate     text NOT NULL CHECK (fate IN ('asked', 'waiting', 'delivered', 'failed', 'dropped')),
            is_test  boolean NOT NULL,
            title    text NOT NULL,
            content  text,
            attempts integer NOT NULL,
            trouble  text,
            ended_at timestamptz
        );
        CREATE INDEX ON globallb.alert_messages (at);
        CREATE INDEX ON globallb.alert_messages (fate) WHERE fate IN ('asked', 'waiting');
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE globallb.alert_messages, globallb.alerts_open;");
}
