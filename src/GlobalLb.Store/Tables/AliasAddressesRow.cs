using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>What the target of ALIAS records had when it was last found, in one family of addresses.</summary>
internal sealed class AliasAddressesRow
{
    public required DomainName Target { get; set; }

    public required RecordType Type { get; set; }

    public required long Ttl { get; set; }

    public required IPAddress[] Addresses { get; set; }

    public required DateTimeOffset Since { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<AliasAddressesRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<AliasAddressesRow> builder)
        {
            builder.ToTable("alias_addresses");
            builder.HasKey(row => new { row.Target, row.Type });
        }
    }
}
