using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store;
using GlobalLb.Store.Alerts;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Alerting;

/// <summary>
/// Tells people, while this Control leads: looks at what judging sees, folds it for each receiver, notes it in the database and hands
/// it to couriers. What a Control told before is read from there, so that one that takes over neither repeats nor forgets.
/// </summary>
internal sealed class Alarm(
    Lookout lookout, AlertBook book, HealthHistory history, ControlOptions options, ControlMetrics metrics, TimeProvider time, ILogger<Alarm> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookWhileAway = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grouped = TimeSpan.FromHours(24);
    private static readonly TimeSpan PatienceWithDatabase = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseOfForgetting = TimeSpan.FromHours(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private readonly Delivery _delivery = new(options, time);
    private readonly Dictionary<string, Desk> _desks = [];
    private readonly AlertNotes _notes = new();
    private readonly long _begun = time.GetTimestamp();
    private IncidentWatch? _watch;
    private IReadOnlyList<Incident> _incidents = [];
    private Conditions _conditions = new(ConfigurationDocument.Empty);
    private Outlook? _seen;
    private TimeSpan? _remembersSince, _forgotAt, _askedAt;
    private bool _isAway;

    private TimeSpan Now => time.GetElapsedTime(_begun);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await lookout.WaitAsync(Look, time, stoppingToken);
            try
            {
                if (lookout.Newest is { Document.Alerts.IsEmpty: false } outlook) await StepAsync(outlook, stoppingToken);
                else await StandDownAsync(isLeading: lookout.Newest is not null, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                ControlLog.AlarmFailed(logger, failure);
            }
        }

        foreach (var desk in _desks.Values) await desk.Courier.DisposeAsync();
    }

    private async Task StepAsync(Outlook outlook, CancellationToken stop)
    {
        if (_watch is null && !await RememberAsync(outlook, stop)) return;
        await FollowAsync(outlook);
        var (now, wall) = (Now, time.GetUtcNow());
        var found = _conditions.Find(outlook, _incidents, wall);
        var holding = found.Select(condition => condition.Key).ToHashSet();
        var messages = new List<(Desk Desk, AlertMessage Message)>();
        foreach (var (name, desk) in _desks)
        {
            // What only concerns the receiver no longer has not ended, and what held before this Control led may hold still.
            var before = desk.Fold;
            var unheard = before.Known.Values.Where(told => told.Over is null && outlook.Undecided.Contains(told.Condition.Key) && !holding.Contains(told.Condition.Key)).Select(told => told.Condition);
            desk.Fold = before.With(
                found.Concat(unheard).Where(condition => condition.Concerns(desk.Receiver)),
                condition => holding.Contains(condition.Key) || outlook.Undecided.Contains(condition.Key) ? null : Conditions.Ending(condition, outlook),
                desk.Receiver,
                now,
                wall,
                out var said);
            _notes.Compare(name, before, desk.Fold, at => wall - (now - at));
            if (!said.IsEmpty) messages.Add((desk, AlertMessage.Of(name, said, outlook.Version, wall, options.Console)));
        }

        messages.AddRange(await TakeAskedAsync(outlook, wall, stop));
        foreach (var (_, message) in messages) Note(message, AlertFate.Waiting, null);
        await SaveAsync(stop); // what a Control that takes over must know is known before it is sent; but no database holds up an alert
        foreach (var (desk, message) in messages) desk.Courier.Take(message);
        metrics.AlertsWaiting = _desks.Values.Sum(desk => desk.Courier.Waiting);
        metrics.ReceiversInTrouble = _desks.Values.Count(desk => desk.Courier.Trouble is not null);
    }

    private async Task<bool> RememberAsync(Outlook outlook, CancellationToken stop)
    {
        _remembersSince ??= Now;
        var watch = new IncidentWatch();
        IReadOnlyList<OpenAlert> open = [];
        IReadOnlyList<StoredAlert> waiting = [];
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(AlertBook.Limit);
            var since = time.GetUtcNow() - Grouped;
            foreach (var (code, health) in outlook.Table.Endpoints.Where(pair => pair.Value.Health == HealthState.Down && pair.Value.Since < since).OrderBy(pair => pair.Value.Since))
                watch.Remember(new Transition(0, health.Since, code, new("-"), new("-"), HealthState.Up, HealthState.Down, health.Reason, "", 0));
            await foreach (var transition in history.TransitionsAsync(new HistoryRange(since, time.GetUtcNow() + Grouped), limit.Token)) watch.Remember(transition);
            open = await book.OpenAsync(limit.Token);
            waiting = await book.WaitingAsync(limit.Token);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            SayAway(failure);
            // To say something twice is better than to say nothing.
            if (Now - _remembersSince < PatienceWithDatabase) return false;
            watch = new IncidentWatch();
        }

        (_watch, _seen) = (watch, null);
        await FollowAsync(outlook);
        var (now, wall) = (Now, time.GetUtcNow());
        TimeSpan Since(DateTimeOffset at) => wall > at ? now - (wall - at) : now;
        foreach (var alerts in open.GroupBy(alert => alert.Receiver))
        {
            var known = new AlertFold(AlertFold.Fresh.Known.AddRange(alerts
                .Select(alert => (alert.Key, Told: new Told(AlertMessage.ReadCondition(alert.Condition)!, Since(alert.SeenAt), alert.SaidAt is { } said ? Since(said) : null, alert.Severity)))
                .Where(pair => pair.Told.Condition is not null)
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Told))));
            if (_desks.TryGetValue(alerts.Key, out var desk)) desk.Fold = known;
            else _notes.Compare(alerts.Key, known, AlertFold.Fresh, _ => wall);
        }

        foreach (var stored in waiting)
        {
            var message = (stored.Content is { } content ? AlertMessage.Read(content) : null) ?? AlertMessage.Test(stored.Id, stored.Receiver, outlook.Version, stored.At, options.Console);
            if (_desks.TryGetValue(stored.Receiver, out var desk)) desk.Courier.Take(message);
            else Note(message, AlertFate.Dropped, "there is no such receiver any more");
        }

        return true;
    }

    private async Task FollowAsync(Outlook outlook)
    {
        if (ReferenceEquals(_seen, outlook)) return;
        _seen = outlook;
        _incidents = _watch!.Follow(outlook);
        if (_conditions.IsOf(outlook.Document)) return;
        _conditions = new Conditions(outlook.Document);
        foreach (var receiver in outlook.Document.Alerts)
        {
            if (_desks.TryGetValue(receiver.Name, out var desk)) desk.Courier.Receiver = receiver;
            else _desks[receiver.Name] = new Desk(new Courier(receiver, _delivery, Report, metrics, time, logger));
        }

        foreach (var gone in _desks.Keys.Except(outlook.Document.Alerts.Select(receiver => receiver.Name)).ToList()) await RemoveAsync(gone);
    }

    private async Task RemoveAsync(string name)
    {
        _desks.Remove(name, out var desk);
        await desk!.Courier.DisposeAsync();
        foreach (var message in desk.Courier.Rest()) Note(message, AlertFate.Dropped, "there is no such receiver any more");
        var wall = time.GetUtcNow();
        _notes.Compare(name, desk.Fold, AlertFold.Fresh, _ => wall);
    }

    private void Report(StoredAlert fate)
    {
        _notes.Report(fate);
        lookout.Wake();
    }

    private void Note(AlertMessage message, AlertFate fate, string? trouble) => _notes.Add(new StoredAlert(
        message.Id, message.Receiver, message.Timestamp, fate, message.Type == "test", message.Title, message.Write(), 0, trouble, fate == AlertFate.Waiting ? null : time.GetUtcNow()));

    private async Task<List<(Desk Desk, AlertMessage Message)>> TakeAskedAsync(Outlook outlook, DateTimeOffset wall, CancellationToken stop)
    {
        var taken = new List<(Desk, AlertMessage)>();
        if (Now - _askedAt < (_isAway ? LookWhileAway : Look)) return taken;
        _askedAt = Now;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(AlertBook.Limit);
            foreach (var asked in await book.TakeAskedAsync(limit.Token))
            {
                var message = AlertMessage.Test(asked.Id, asked.Receiver, outlook.Version, wall, options.Console);
                if (_desks.TryGetValue(asked.Receiver, out var desk)) taken.Add((desk, message));
                else Note(message, AlertFate.Failed, "there is no such receiver");
            }

            if (_forgotAt is null || Now - _forgotAt >= PauseOfForgetting)
            {
                await book.ForgetAsync(wall - Kept, limit.Token);
                _forgotAt = Now;
            }

            SayBack();
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            SayAway(failure);
        }

        return taken;
    }

    private async Task SaveAsync(CancellationToken stop)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(AlertBook.Limit);
            if (await _notes.SaveAsync(book, limit.Token)) SayBack();
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            SayAway(failure);
        }
    }

    private void SayAway(Exception failure)
    {
        if (!_isAway) ControlLog.AlertsNotNoted(logger, Absence.Describe(failure));
        _isAway = true;
    }

    private void SayBack()
    {
        if (_isAway) ControlLog.AlertsNoted(logger);
        _isAway = false;
    }

    // Without receivers there is nothing to remember; without the lead it is another's.
    private async Task StandDownAsync(bool isLeading, CancellationToken stop)
    {
        if (_watch is null) return;
        if (isLeading)
        {
            foreach (var name in _desks.Keys.ToList()) await RemoveAsync(name);
            await SaveAsync(stop);
        }

        foreach (var desk in _desks.Values) await desk.Courier.DisposeAsync();
        _desks.Clear();
        _notes.Clear();
        (_watch, _seen, _incidents, _remembersSince) = (null, null, [], null);
        _conditions = new Conditions(ConfigurationDocument.Empty);
        (metrics.AlertsWaiting, metrics.ReceiversInTrouble) = (0, 0);
    }
}
