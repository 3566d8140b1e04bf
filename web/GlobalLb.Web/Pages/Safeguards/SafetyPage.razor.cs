using System.Collections.Immutable;
using System.Globalization;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Safeguards;

/// <summary>Edits how much health may withdraw and how fast, beside what that does at present.</summary>
public sealed partial class SafetyPage : FormPage
{
    private readonly Dictionary<string, string> _unread = [];
    private Safety _safety = Safety.Usual;
    private SafetySight? _sight;

    /// <inheritdoc/>
    protected override string Key => "safety";

    [Inject]
    private RecentView Recent { get; set; } = null!;

    private static ImmutableArray<Safeguard> Guards => Safeguard.All;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LookAsync();

    /// <inheritdoc/>
    protected override async Task OnLiveAsync()
    {
        await base.OnLiveAsync();
        await LookAsync();
    }

    /// <inheritdoc/>
    protected override bool Fill()
    {
        _unread.Clear();
        _safety = Now.Document.Safety;
        return Now.Configuration is not null;
    }

    private async Task LookAsync()
    {
        try
        {
            _sight = await Recent.SafetyAsync();
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _sight = null;
        }
    }

    private void Set(Safeguard guard, string? text)
    {
        _unread.Remove(guard.Id);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) _safety = guard.With(_safety, number);
        else _unread[guard.Id] = $"'{text}' is no whole number; write one from {guard.Least} to {guard.Most}";
    }

    private async Task SaveAsync() => await SaveAsync([.. _unread.Select(pair => new Problem(pair.Key, pair.Value))], "change the safeguards", Change.Put(_safety));
}
