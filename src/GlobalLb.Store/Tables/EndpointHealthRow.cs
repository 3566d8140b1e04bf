using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>What is believed of an endpoint now.</summary>
internal sealed class EndpointHealthRow
{
    public required EndpointCode Endpoint { get; set; }

    public required HealthState Health { get; set; }

    public required DateTimeOffset Since { get; set; }

    public required string Reason { get; set; }

    public required string Vantage { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<EndpointHealthRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<EndpointHealthRow> builder)
        {
            builder.ToTable("endpoint_health");
            builder.HasKey(row => row.Endpoint);
        }
    }
}
