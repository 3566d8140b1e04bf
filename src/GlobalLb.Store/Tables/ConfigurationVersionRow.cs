using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Configurations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>One version: the document is for machines.</summary>
internal sealed class ConfigurationVersionRow
{
    public required long Version { get; set; }

    public required string Document { get; set; }

    public required string Author { get; set; }

    public required string Comment { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>The version as the rest of the program sees it.</summary>
    public ConfigurationVersion ToVersion() => new(Version, ConfigurationJson.Read(Document), Author, Comment, CreatedAt);

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<ConfigurationVersionRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<ConfigurationVersionRow> builder)
        {
            builder.ToTable("configuration_versions");
            builder.HasKey(row => row.Version);
            builder.Property(row => row.Version).ValueGeneratedNever();
            builder.Property(row => row.Document).HasColumnType("jsonb");
        }
    }
}
