using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GlobalLb.Migrations;

/// <summary>What was published for clients near some vantages, where that was not what was published for all.</summary>
[DbContext(typeof(GlobalLbContext))]
[Migration("20261121135000_RegionalHealth")]
public sealed class RegionalHealth : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE globallb.regional_health (
            id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at                    timestamptz NOT NULL,
            near                  text NOT NULL,
            endpoint              text NOT NULL,
            health                text NOT NULL,
            since                 timestamptz NOT NULL,
            reason                text NOT NULL,
            configuration_version bigint NOT NULL
        );
        CREATE INDEX ON globallb.regional_health (near, endpoint, at, id);
        CREATE INDEX ON globallb.regional_health (endpoint, at, id);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE globallb.regional_health;");
}
