using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A change of what was published of one endpoint.</summary>
internal sealed class PublishedHealthRow
{
    public long Id { get; set; }

    public required DateTimeOffset At { get; set; }

    public required EndpointCode Endpoint { get; set; }

    public required HealthState Health { get; set; }

    public required DateTimeOffset Since { get; set; }

    public required string Reason { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<PublishedHealthRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<PublishedHealthRow> builder)
        {
            builder.ToTable("published_health");
            builder.HasKey(row => row.Id);
        }
    }
}
