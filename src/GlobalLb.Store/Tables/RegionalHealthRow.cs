using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A change of what was published of one endpoint for clients near some vantages; up: it was as for all from then on.</summary>
internal sealed class RegionalHealthRow
{
    public long Id { get; set; }

    public required DateTimeOffset At { get; set; }

    public required RegionCode Near { get; set; }

    public required EndpointCode Endpoint { get; set; }

    public required HealthState Health { get; set; }

    public required DateTimeOffset Since { get; set; }

    public required string Reason { get; set; }

    public required long ConfigurationVersion { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<RegionalHealthRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<RegionalHealthRow> builder)
        {
            builder.ToTable("regional_health");
            builder.HasKey(row => row.Id);
        }
    }
}
