using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A prefix whose place the operator knows, for people: machines read the document.</summary>
internal sealed class PlaceRow
{
    public required IPNetwork Prefix { get; set; }

    public required string Country { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<PlaceRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<PlaceRow> builder)
        {
            builder.ToTable("places");
            builder.HasKey(row => row.Prefix);
            builder.Property(row => row.Prefix).HasConversion(prefix => prefix.ToString(), text => IPNetwork.Parse(text));
        }
    }
}
