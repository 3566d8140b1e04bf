using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Vantage.Joining;

/// <summary>
/// Sends what probes found, batch by batch. A batch stays the same and keeps its number until it was taken or refused, so that one
/// that was sent twice is counted once.
/// </summary>
internal sealed class OutcomeSender(
    HttpClient http, JoinOptions options, OutcomeBuffer buffer, JoinedControl joined, ProbedVersion probed, TimeProvider time, ILogger<OutcomeSender> logger)
    : BackgroundService
{
    private const double LongestPause = 5;

    // Short enough for an outcome that decides, long enough that thousands in a second are tens of requests.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Guid _run = Guid.NewGuid();
    private IReadOnlyList<FoundOutcome>? _batch;
    private long _number;
    private int _failures;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await joined.First.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (_batch is null) await GatherAsync(stoppingToken);
            if (stoppingToken.IsCancellationRequested) break;
            if (!await TrySendAsync(stoppingToken) && !stoppingToken.IsCancellationRequested)
                await Task.Delay(BackOff.After(++_failures, LongestPause), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // What was found before the end is sent while that is quick.
        using var limit = new CancellationTokenSource(LastWords, time);
        while (joined.Last is not null && (_batch is not null || buffer.Waiting > 0))
            if (!await TrySendAsync(limit.Token)) break;
    }

    private async Task GatherAsync(CancellationToken stop)
    {
        await buffer.Some.WaitAsync(SignOfLife, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (buffer.Waiting is > 0 and < OutcomeBatch.MostOutcomes) await Task.Delay(Gathering, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> TrySendAsync(CancellationToken stop)
    {
        if (_batch is null) (_batch, _number) = (buffer.Take(), _number + 1);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(Patience);
            if (await PostAsync(joined.Last!, limit.Token) is { } reason)
            {
                Say(reason);
                return false;
            }
        }
        catch (Exception failure)
        {
            // Whatever it was, this batch is tried again, or we are stopped.
            if (!stop.IsCancellationRequested) Say(failure is OperationCanceledException ? $"{joined.Last!.Control}: it took longer than {Patience.TotalSeconds} s" : failure.Message);
            return false;
        }

        if (_failures > 0) VantageLog.OutcomesTaken(logger, buffer.Waiting);
        (_batch, _failures) = (null, 0);
        return true;
    }

    // Null when it need not be sent again; else why it must.
    private async Task<string?> PostAsync(JoinedControl.Heard heard, CancellationToken limit)
    {
        using var request = ControlAnswer.Request(HttpMethod.Post, heard.Control, JoinPaths.Outcomes(options.Vantage), options.Token);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(Batch(heard), JoiningJson.Default.OutcomeBatch));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit);
        if (response.IsSuccessStatusCode)
        {
            var taken = await JsonSerializer.DeserializeAsync(await response.Content.ReadAsStreamAsync(limit), JoiningJson.Default.TakenBatch, limit);
            return taken?.Taken >= _number ? null : $"{heard.Control}: it does not say that batch {_number} was taken";
        }

        var reason = $"{heard.Control}: {await ControlAnswer.WhyAsync(response, limit)}";
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge)) return reason;

        // It would be refused for ever, and all others behind it would wait.
        VantageLog.OutcomesRefused(logger, _batch!.Count, reason);
        buffer.Drop(_batch.Count);
        return null;
    }

    private OutcomeBatch Batch(JoinedControl.Heard heard) => new()
    {
        Run = _run,
        Number = _number,
        Since = heard.Beat,
        Version = probed.Value?.Version ?? 0,
        Endpoints = probed.Value?.Endpoints ?? 0,
        Waiting = buffer.Waiting,
        Dropped = buffer.Dropped,
        Outcomes = [.. _batch!.Select(found => found.After(heard))],
    };

    private void Say(string reason)
    {
        if (_failures == 0) VantageLog.OutcomesWait(logger, reason);
    }
}
