using GlobalLb.Steering.Validation;
using GlobalLb.Store.Alerts;
using GlobalLb.Store.People;
using GlobalLb.Web.Live;
using GlobalLb.Web.Parts;
using GlobalLb.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace GlobalLb.Web.Pages.Alerts;

/// <summary>Shows who is told of what, and what was said lately; adds, changes and removes receivers, and has them sent a test.</summary>
public sealed partial class AlertsPage : FormPage
{
    private const int MostShown = 100;

    // What is sent becomes of itself what it becomes, and nobody notifies a page of it.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _left = new();
    private ReceiverForm _form = new();
    private IReadOnlyList<StoredAlert> _sent = [];
    private string? _trouble;

    /// <summary>The receiver that is edited; <c>new</c>: another one; null: none.</summary>
    [SupplyParameterFromQuery(Name = "edit")]
    public string? Edited { get; set; }

    /// <inheritdoc/>
    protected override string Key => Edited ?? "";

    [Inject]
    private AlertBook Book { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = null!;

    private bool IsNew => Edited == "new";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => await ReadAsync();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _ = InvokeAsync(WatchAsync);
    }

    /// <inheritdoc/>
    protected override bool Fill()
    {
        if (Edited is null || Now.Configuration is null) return false;
        if (IsNew) _form = new ReceiverForm();
        else if (Now.Document.Alerts.FirstOrDefault(receiver => receiver.Name == Edited) is { } receiver) _form = ReceiverForm.Of(receiver);
        else return false;
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
        {
            _left.Cancel();
            _left.Dispose();
        }

        base.Dispose(isDisposing);
    }

    private async Task WatchAsync()
    {
        var left = _left.Token;
        while (!left.IsCancellationRequested)
        {
            await Task.Delay(Look, Clock, left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (left.IsCancellationRequested) return;
            var before = _sent;
            await ReadAsync();
            if (!before.SequenceEqual(_sent)) StateHasChanged();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            _sent = await Book.LatestAsync(MostShown);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _trouble = DatabaseTrouble.Sentence;
        }
    }

    private async Task SaveAsync()
    {
        var problems = new List<Problem>();
        var receiver = _form.Read(problems);
        if (await SaveAsync(problems, $"{(IsNew ? "tell" : "change how to tell")} {receiver.Name}", Change.Put(_form.Written?.Name, receiver))) Navigation.NavigateTo("/alerts");
    }

    private async Task RemoveAsync(string name)
    {
        if (await ConfirmDialog.AskAsync(
            Dialogs, $"Remove {name}?", $"{name} is told nothing from now on, and what still waits to be sent there is dropped.", "Remove receiver", Now.Version,
            version => Desk.ApplyAsync(version, $"no longer tell {name}", Change.RemoveReceiver(name))))
            Navigation.NavigateTo("/alerts");
    }

    // No edit, but it makes this program speak to others: so who may edit may.
    private async Task TestAsync(string name)
    {
        try
        {
            _trouble = null;
            if (await Sessions.FindNowAsync((await Authentication.GetAuthenticationStateAsync()).User) is not { Role: >= Role.Operator })
            {
                _trouble = "You may look, not send a test; an administrator can give you the role of an operator.";
                return;
            }

            await Book.AskForTestAsync(name);
            await ReadAsync();
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _trouble = DatabaseTrouble.Sentence;
        }
    }
}
