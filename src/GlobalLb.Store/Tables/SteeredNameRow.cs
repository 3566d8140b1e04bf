using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A steered name, for people: machines read the document.</summary>
internal sealed class SteeredNameRow
{
    public required DomainName Zone { get; set; }

    public required DomainName Name { get; set; }

    public required long Ttl { get; set; }

    public required PolicyNode Policy { get; set; }

    public required Fallback Fallback { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<SteeredNameRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<SteeredNameRow> builder)
        {
            builder.ToTable("steered_names");
            builder.HasKey(row => new { row.Zone, row.Name });
            builder.Property(row => row.Policy).HasColumnType("jsonb")
                .HasConversion<ModelJson<PolicyNode>, ModelJsonComparer<PolicyNode>>();
        }
    }
}
