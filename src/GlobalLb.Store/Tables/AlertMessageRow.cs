using GlobalLb.Store.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A message to one receiver, and what became of it.</summary>
internal sealed class AlertMessageRow
{
    public Guid Id { get; set; }

    public required string Receiver { get; set; }

    public required DateTimeOffset At { get; set; }

    public required AlertFate Fate { get; set; }

    public required bool IsTest { get; set; }

    public required string Title { get; set; }

    public string? Content { get; set; }

    public required int Attempts { get; set; }

    public string? Trouble { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<AlertMessageRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<AlertMessageRow> builder)
        {
            builder.ToTable("alert_messages");
            builder.HasKey(row => row.Id);
        }
    }
}
