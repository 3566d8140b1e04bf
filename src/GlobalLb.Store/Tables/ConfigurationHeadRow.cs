using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>The newest version, 0 before the first: the one row every edit locks, so that edits stand in line.</summary>
internal sealed class ConfigurationHeadRow
{
    public bool OneRow { get; set; }

    public required long Version { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<ConfigurationHeadRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<ConfigurationHeadRow> builder)
        {
            builder.ToTable("configuration_head");
            builder.HasKey(row => row.OneRow);
        }
    }
}
