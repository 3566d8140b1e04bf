using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GlobalLb.Migrations;

/// <summary>The secrets of DNS cookies that edges share.</summary>
[DbContext(typeof(GlobalLbContext))]
[Migration("20261121000023_CookieSecrets")]
public sealed class CookieSecrets : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE globallb.cookie_secrets (
            made_at timestamptz PRIMARY KEY,
            secret  bytea NOT NULL CHECK (length(secret) = 16)
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE globallb.cookie_secrets;");
}
