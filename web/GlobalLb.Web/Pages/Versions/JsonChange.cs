namespace GlobalLb.Web.Pages.Versions;

/// <summary>One difference between two documents.</summary>
/// <param name="Path">Where.</param>
/// <param name="Before">The value before; null: there was none.</param>
/// <param name="After">The value after; null: there is none.</param>
internal sealed record JsonChange(string Path, string? Before, string? After)
{
    /// <summary>added, removed or changed.</summary>
    public string Kind => Before is null ? "added" : After is null ? "removed" : "changed";

    /// <summary>The same as a sign: the colour is not all that tells.</summary>
    public string Sign => Before is null ? "+" : After is null ? "−" : "~";
}
