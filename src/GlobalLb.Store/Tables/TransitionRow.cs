using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A change of one endpoint's health.</summary>
internal sealed class TransitionRow
{
    public long Id { get; set; }

    public required DateTimeOffset At { get; set; }

    public required EndpointCode Endpoint { get; set; }

    public required PoolCode Pool { get; set; }

    public required RegionCode Region { get; set; }

    public required HealthState FromHealth { get; set; }

    public required HealthState ToHealth { get; set; }

    public required string Reason { get; set; }

    public required string Vantage { get; set; }

    public required long ConfigurationVersion { get; set; }

    public required string Probe { get; set; }

    public string? Votes { get; set; }

    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<TransitionRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<TransitionRow> builder)
        {
            builder.ToTable("transitions");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Votes).HasColumnType("jsonb");
        }
    }
}
