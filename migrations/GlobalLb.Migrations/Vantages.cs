using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GlobalLb.Migrations;

/// <summary>The vantages that joined Control, as it heard of them last.</summary>
[DbContext(typeof(GlobalLbContext))]
[Migration("20261121130000_Vantages")]
public sealed class Vantages : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE globallb.vantages (
            code      text PRIMARY KEY,
            seen_at   timestamptz NOT NULL,
            version   bigint NOT NULL,
            address   text NOT NULL,
            endpoints integer NOT NULL,
            waiting   bigint NOT NULL,
            dropped   bigint NOT NULL
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE globallb.vantages;");
}
