using GlobalLb.Dns.Names;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A zone with the fields of its SOA record, for people: machines read the document.</summary>
internal sealed class ZoneRow
{
    public required DomainName Name { get; set; }

    public required DomainName PrimaryNameServer { get; set; }

    public required DomainName Mailbox { get; set; }

    public required long Refresh { get; set; }

    public required long Retry { get; set; }

    public required long Expire { get; set; }

    public required long NegativeTtl { get; set; }

    public required long Ttl { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<ZoneRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<ZoneRow> builder)
        {
            builder.ToTable("zones");
            builder.HasKey(row => row.Name);
        }
    }
}
