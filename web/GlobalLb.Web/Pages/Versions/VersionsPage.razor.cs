using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Configurations;
using GlobalLb.Web.Live;
using GlobalLb.Web.Parts;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace GlobalLb.Web.Pages.Versions;

/// <summary>Who changed what, and the way back.</summary>
public sealed partial class VersionsPage : LivePage
{
    private const int PageLength = 50;
    private const int MostShown = 200;

    private IReadOnlyList<VersionSummary> _versions = [];
    private IReadOnlyList<JsonChange> _changes = [];
    private string? _trouble;
    private long _seen;

    /// <summary>The version whose changes are shown.</summary>
    [SupplyParameterFromQuery]
    public long? Version { get; set; }

    /// <summary>Only versions older than this one are listed.</summary>
    [SupplyParameterFromQuery]
    public long? Before { get; set; }

    [Inject]
    private ConfigurationVersions Versions { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private EditDesk Desk { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAsync();

    /// <inheritdoc/>
    protected override Task OnLiveAsync() => _seen == Now.Version ? Task.CompletedTask : ReadAsync();

    private async Task ReadAsync()
    {
        try
        {
            _seen = Now.Version;
            // A version that is asked for by its address is shown even when it is not among the newest.
            var before = Before ?? (Version is { } asked && asked < Now.Version - PageLength + 1 ? asked + 1 : null);
            _versions = await Versions.ListAsync(PageLength, before);
            _changes = Version is { } version ? await FindChangesAsync(version) : [];
            _trouble = null;
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _trouble = DatabaseTrouble.Sentence;
        }
    }

    private async Task<IReadOnlyList<JsonChange>> FindChangesAsync(long version)
    {
        if (await Versions.FindAsync(version) is not { } after) return [];
        var before = await Versions.FindAsync(version - 1);
        return JsonDifference.Find(ConfigurationJson.Write(before?.Document ?? ConfigurationDocument.Empty), ConfigurationJson.Write(after.Document));
    }

    private string Address(long? version) =>
        "/versions" + (version, Before) switch
        {
            ({ } shown, { } before) => $"?before={before}&version={shown}",
            ({ } shown, null) => $"?version={shown}",
            (null, { } before) => $"?before={before}",
            _ => "",
        };

    private async Task RestoreAsync(VersionSummary version) => await ConfirmDialog.AskAsync(
        Dialogs, $"Restore version {version.Version}?",
        $"Everything becomes as it was after “{version.Comment}” by {version.Author}, {Times.Absolute(version.CreatedAt)}. That is a new version; nothing in between is lost.",
        "Restore", Now.Version, expected => Desk.RestoreAsync(expected, version.Version));
}
