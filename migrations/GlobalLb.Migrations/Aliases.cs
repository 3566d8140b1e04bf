using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GlobalLb.Migrations;

/// <summary>What the targets of ALIAS records had when they were last found.</summary>
[DbContext(typeof(GlobalLbContext))]
[Migration("20261121000022_Aliases")]
public sealed class Aliases : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE globallb.alias_addresses (
            target    text NOT NULL,
            type      text NOT NULL,
            ttl       bigint NOT NULL,
            addresses inet[] NOT NULL,
            since     timestamptz NOT NULL,
            PRIMARY KEY (target, type)
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE globallb.alias_addresses;");
}
