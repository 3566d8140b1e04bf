using GlobalLb.Steering.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>One probe of one endpoint from one vantage within one minute. The table has a partition for every month.</summary>
internal sealed class ProbeRollUpRow
{
    public required DateTimeOffset Minute { get; set; }

    public required EndpointCode Endpoint { get; set; }

    public required string Vantage { get; set; }

    public required int Probes { get; set; }

    public required int Failures { get; set; }

    public double? P50Ms { get; set; }

    public double? P95Ms { get; set; }

    public double? MaxMs { get; set; }

    public required string Probe { get; set; }

    public required string Reasons { get; set; }

    public required long ConfigurationVersion { get; set; }

    /// <summary>Whether it was made anew from the raw outcomes.</summary>
    public bool Rebuilt { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<ProbeRollUpRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<ProbeRollUpRow> builder)
        {
            builder.ToTable("probe_rollups");
            builder.HasKey(row => new { row.Minute, row.Endpoint, row.Probe, row.Vantage });
            builder.Property(row => row.Reasons).HasColumnType("jsonb");
        }
    }
}
