using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A record, for people: machines read the document. Its number means nothing: equal records may stand twice.</summary>
internal sealed class RecordRow
{
    public long Id { get; set; }

    public required DomainName Zone { get; set; }

    public required DomainName Name { get; set; }

    public required RecordType Type { get; set; }

    public required long Ttl { get; set; }

    public required string Value { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<RecordRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<RecordRow> builder)
        {
            builder.ToTable("records");
            builder.HasKey(row => row.Id);
        }
    }
}
