using System.Net;
using GlobalLb.Steering.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>An endpoint, for people: machines read the document.</summary>
internal sealed class EndpointRow
{
    public required EndpointCode Code { get; set; }

    public required PoolCode Pool { get; set; }

    public required IPAddress Address { get; set; }

    public required int Port { get; set; }

    public required int Weight { get; set; }

    public required EndpointAvailability Availability { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<EndpointRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<EndpointRow> builder)
        {
            builder.ToTable("endpoints");
            builder.HasKey(row => row.Code);
        }
    }
}
