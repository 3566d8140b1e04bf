using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GlobalLb.Migrations;

/// <summary>Who follows the feed, and how publications reached them.</summary>
[DbContext(typeof(GlobalLbContext))]
[Migration("20261121134000_Confirmations")]
public sealed class Confirmations : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE globallb.confirmations (
            id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            published_at timestamptz NOT NULL,
            term         bigint NOT NULL,
            sequence     bigint NOT NULL,
            confirmed    integer NOT NULL,
            took_ms      double precision,
            late         text[] NOT NULL,
            gone         text[] NOT NULL,
            unnamed      integer NOT NULL
        );
        CREATE INDEX ON globallb.confirmations (published_at);

        CREATE TABLE globallb.edges (
            name                 text PRIMARY KEY,
            address              text NOT NULL,
            program              text NOT NULL,
            is_connected         boolean NOT NULL,
            since                timestamptz NOT NULL,
            seen_at              timestamptz,
            version              bigint,
            sequence             bigint,
            health_taken_at      timestamptz,
            behind_since         timestamptz,
            responses_per_second double precision
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE globallb.edges, globallb.confirmations;");
}
