using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using GlobalLb.Control.Alerting;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Alerts;
using GlobalLb.Store.Health;
using GlobalLb.Store.Tests;
using GlobalLb.Vantage.Tests.Kinds;

namespace GlobalLb.Control.Tests.Alerting;

/// <summary>Real receivers, told for real.</summary>
public sealed class AlarmTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    // Where a secret is looked for is the program's environment: each test has a name of its own.
    private readonly string _secret = $"TEST_{Guid.NewGuid():N}".ToUpperInvariant();

    [Fact]
    public async Task A_webhook_is_told_what_where_since_when_why_and_what_vantages_saw()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var stage = await StartAsync();
        stage.Tell(Webhook(receiver));
        stage.Down("eu-web-1");
        var received = await receiver.NextAsync();
        Assert.Equal(["begins eu-web-1 is down"], received.Said);
        var json = received.Json;
        Assert.Equal(("alerts", "chat", 7, "https://lb.example.com/alerts"), (json.GetProperty("type").GetString(), json.GetProperty("receiver").GetString(), json.GetProperty("configurationVersion").GetInt32(), json.GetProperty("console").GetString()));
        var alert = json.GetProperty("alerts")[0];
        Assert.Equal(("transition", "HTTP 503", "eu-web", "eu-west"), (alert.GetProperty("event").GetString(), alert.GetProperty("reason").GetString(), alert.GetProperty("pools")[0].GetString(), alert.GetProperty("regions")[0].GetString()));
        Assert.Equal(("fra", "down"), (alert.GetProperty("votes")[0].GetProperty("vantage").GetString(), alert.GetProperty("votes")[0].GetProperty("health").GetString()));
        Assert.Equal("https://lb.example.com/pools/eu-web", alert.GetProperty("console").GetString());
        Assert.InRange(DateTimeOffset.UtcNow - alert.GetProperty("since").GetDateTimeOffset(), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        stage.Down();
        Assert.Equal(["ends eu-web-1 is up again: HTTP 200"], (await receiver.NextAsync()).Said);
    }

    [Fact]
    public async Task A_webhook_is_signed_as_documented()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        Environment.SetEnvironmentVariable(AlertSecrets.Prefix + _secret, $"whsec_{Convert.ToBase64String(key)}");
        await using var receiver = await Receiver.StartAsync();
        await using var stage = await StartAsync();
        stage.Tell(Webhook(receiver) with { Secret = _secret });
        stage.Down("eu-web-1");
        var received = await receiver.NextAsync();
        Assert.True(Verify(received.Body));
        Assert.False(Verify(received.Body.Replace("HTTP 503", "HTTP 200", StringComparison.Ordinal)));

        bool Verify(string body)
        {
            var start = new ProcessStartInfo("/usr/bin/python3", ["-c", DocumentedExample()]) { RedirectStandardInput = true };
            start.Environment["SECRET"] = $"whsec_{Convert.ToBase64String(key)}";
            foreach (var name in new[] { "id", "timestamp", "signature" }) start.Environment[$"WEBHOOK_{name.ToUpperInvariant()}"] = received.Headers[$"webhook-{name}"];
            using var python = Process.Start(start)!;
            python.StandardInput.Write(body);
            python.StandardInput.Close();
            python.WaitForExit();
            return python.ExitCode == 0;
        }
    }

    [Fact]
    public async Task What_does_not_arrive_is_tried_again_until_it_does_and_is_known_by_the_same_id()
    {
        await using var receiver = await Receiver.StartAsync((context, count) => Receiver.Answer(context, count < 3 ? 503 : 204));
        await using var stage = await StartAsync();
        stage.Tell(Webhook(receiver));
        stage.Down("eu-web-1");
        var first = await receiver.NextAsync();
        await Heard.UntilAsync("Alerts do not reach chat, and are tried again: HTTP 503");
        Assert.Equal((first.Headers["webhook-id"], first.Body), ((await receiver.NextAsync()) is var second ? second.Headers["webhook-id"] : "", second.Body));
        Assert.Equal(first.Headers["webhook-id"], (await receiver.NextAsync()).Headers["webhook-id"]);
        await Heard.UntilAsync("Alerts reach chat again");
        Assert.Equal(3, (await UntilAsync(AlertFate.Delivered)).Attempts);
    }

    [Fact]
    public async Task A_receiver_that_hangs_never_slows_judgement_nor_other_receivers()
    {
        var hanging = new TaskCompletionSource();
        await using var stuck = await Receiver.StartAsync((_, _) => hanging.Task);
        await using var receiver = await Receiver.StartAsync();
        await using var stage = await StartAsync();
        stage.Tell(Webhook(stuck) with { Name = "stuck" }, Webhook(receiver));
        stage.Down("eu-web-1");
        await stuck.NextAsync();
        await receiver.NextAsync();

        // What judging does takes no time, however often it does it, and the other one is told of all of it.
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 10_000; i++) stage.Down(i % 2 == 0 ? [] : ["eu-web-1"]);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        stage.Down("us-web-1");
        while (!(await receiver.NextAsync()).Body.Contains("us-web-1 is down", StringComparison.Ordinal)) continue;
        hanging.SetResult();
    }

    [Fact]
    public async Task Who_is_away_for_long_loses_the_oldest_and_that_is_said()
    {
        var reported = new List<StoredAlert>();
        var released = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync((_, _) => released.Task);
        using var metrics = new ControlMetrics();
        var courier = new Courier(Webhook(receiver), new Delivery(Options, TimeProvider.System), alert => { lock (reported) reported.Add(alert); }, metrics, TimeProvider.System, Heard);
        AlertMessage Message(int number) => AlertMessage.Test(new Guid(number, 0, 0, new byte[8]), "chat", 1, DateTimeOffset.UtcNow, null);
        courier.Take(Message(0));
        await receiver.NextAsync();
        for (var i = 1; i <= Courier.MostWaiting + 2; i++) courier.Take(Message(i));
        await Heard.UntilAsync("An alert to chat was dropped: more than 100 waited", 2);
        lock (reported) Assert.Equal([Message(1).Id, Message(2).Id], reported.Where(alert => alert.Fate == AlertFate.Dropped).Select(alert => alert.Id));
        Assert.Equal(2, metrics.DroppedAlerts);
        released.SetResult();
        await courier.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 0.5, 1.5)]
    [InlineData(2, 1, 3)]
    [InlineData(4, 4, 12)]
    [InlineData(30, 150, 450)]
    public void Pauses_between_attempts_double_up_to_five_minutes_give_or_take_half(int attempt, double least, double most)
    {
        foreach (var chance in new[] { 0, 0.3, 0.999 }) Assert.InRange(Courier.Pause(attempt, chance).TotalSeconds, least, most);
    }

    [Fact]
    public async Task A_control_that_takes_over_neither_repeats_nor_forgets()
    {
        await using var receiver = await Receiver.StartAsync((context, count) => Receiver.Answer(context, count == 2 ? 503 : 204));
        string id;
        await using (var first = await StartAsync())
        {
            first.Tell(Webhook(receiver));
            first.Down("eu-web-1");
            Assert.Equal(["begins eu-web-1 is down"], (await receiver.NextAsync()).Said);
            await UntilAsync(AlertFate.Delivered);

            // This one is on its way when the lead is lost.
            first.Down("eu-web-1", "us-web-1");
            id = (await receiver.NextAsync()).Headers["webhook-id"];
            first.StepDown();
        }

        await using var second = await StartAsync();
        second.Down("us-web-1");
        second.Tell(Webhook(receiver));
        var received = new[] { await receiver.NextAsync(), await receiver.NextAsync() };
        Assert.Contains(received, each => each.Headers["webhook-id"] == id && each.Said.SequenceEqual(["begins us-web-1 is down"]));
        Assert.Contains(received, each => each.Said.SequenceEqual(["ends eu-web-1 is up again: HTTP 200"]));
        second.Down();
        Assert.Equal(["ends us-web-1 is up again: HTTP 200"], (await receiver.NextAsync()).Said);
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task A_control_that_takes_over_says_of_nothing_that_it_is_over_before_it_knows()
    {
        await using var receiver = await Receiver.StartAsync();
        var told = Webhook(receiver) with { On = [AlertEvent.Certificate, AlertEvent.Transition] };
        await using (var first = await StartAsync())
        {
            first.Certificates(["eu-web-1"]);
            first.Tell(told);
            Assert.Equal(["begins eu-web-1: the certificate ends in 6 days"], (await receiver.NextAsync()).Said);
            await UntilAsync(AlertFate.Delivered);
            first.StepDown();
        }

        // Nobody has looked at certificates since.
        await using var second = await StartAsync();
        second.Certificates([], "eu-web-1");
        second.Tell(told);
        second.Down("us-web-1");
        Assert.Equal(["begins us-web-1 is down"], (await receiver.NextAsync()).Said);
        second.Certificates([]);
        Assert.Equal(["ends eu-web-1: the certificate ends in 6 days: no longer"], (await receiver.NextAsync()).Said);
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task A_database_that_is_away_holds_up_no_alert()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var stage = await StartAsync();
        stage.Tell(Webhook(receiver));
        stage.Down("eu-web-1");
        await receiver.NextAsync();
        await TakeAwayAsync();
        stage.Down("eu-web-1", "us-web-1");
        Assert.Equal(["begins us-web-1 is down"], (await receiver.NextAsync()).Said);
        await BringBackAsync();
        await Heard.UntilAsync("is noted again");
        while ((await Get<AlertBook>().LatestAsync(10)).Count(sent => sent.Fate == AlertFate.Delivered) < 2) await Task.Yield();
    }

    [Fact]
    public async Task A_test_that_somebody_asked_for_is_sent_and_one_to_nobody_fails()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var stage = await StartAsync();
        stage.Tell(Webhook(receiver));
        var id = await Get<AlertBook>().AskForTestAsync("chat");
        var received = await receiver.NextAsync();
        Assert.Equal(("test", $"msg_{id:N}"), (received.Json.GetProperty("type").GetString(), received.Headers["webhook-id"]));
        await Get<AlertBook>().AskForTestAsync("nobody");
        Assert.Equal("there is no such receiver", (await UntilAsync(AlertFate.Failed)).Trouble);
    }

    [Fact]
    public async Task A_slack_webhook_gets_its_form_at_an_address_that_is_a_secret()
    {
        await using var receiver = await Receiver.StartAsync();
        Environment.SetEnvironmentVariable(AlertSecrets.Prefix + _secret, receiver.Url);
        await using var stage = await StartAsync();
        stage.Tell(Webhook(receiver) with { Kind = AlertKind.Slack, Url = null, Secret = _secret });
        stage.Down("eu-web-1");
        var text = (await receiver.NextAsync()).Json.GetProperty("text").GetString()!;
        Assert.StartsWith("*eu-web-1 is down*\n", text, StringComparison.Ordinal);
        Assert.Contains("  why: HTTP 503\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(receiver.Url, string.Join('\n', Heard.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("starttls", MailSecurity.StartTls)]
    [InlineData("login", MailSecurity.StartTls)]
    [InlineData("implicit", MailSecurity.Implicit)]
    [InlineData("plain", MailSecurity.None)]
    public async Task Mail_is_taken_by_a_real_server(string mode, MailSecurity security)
    {
        using var authority = new Authority();
        using var server = await MailServer.StartAsync(mode, authority.Issue("localhost", DateTimeOffset.UtcNow.AddYears(1)));
        Environment.SetEnvironmentVariable(AlertSecrets.Prefix + _secret, "localhost pass word");
        await using var stage = await StartAsync(Options with { Probing = new() { Roots = [authority.Root] } });
        var signsIn = security != MailSecurity.None;
        stage.Tell(Mail(server) with { Security = security, User = signsIn ? "me" : null, Secret = signsIn ? _secret : null });
        stage.Down("eu-web-1", "us-web-1");
        var (envelope, head, text) = await server.NextAsync();
        Assert.Equal("globallb@example.com", envelope.GetProperty("from").GetString());
        Assert.Equal(["ops@example.com", "ada@example.com"], envelope.GetProperty("to").EnumerateArray().Select(to => to.GetString()!));
        Assert.Equal(signsIn, envelope.GetProperty("signedIn").GetBoolean());
        Assert.Contains("Auto-Submitted: auto-generated\r\n", head, StringComparison.Ordinal);
        Assert.Equal("2 alerts, 2 new and 0 over: eu-web-1 is down …", Subject(head));
        Assert.Contains("us-web-1 is down\r\n  why: HTTP 503\r\n  where: pool us-web, region us-east\r\n", text, StringComparison.Ordinal);
        await UntilAsync(AlertFate.Delivered);
    }

    [Fact]
    public async Task Somebody_who_is_there_no_longer_keeps_mail_from_nobody_else()
    {
        using var authority = new Authority();
        using var server = await MailServer.StartAsync("plain", authority.Issue("localhost", DateTimeOffset.UtcNow.AddYears(1)));
        await using var stage = await StartAsync();
        stage.Tell(Mail(server) with { Security = MailSecurity.None, To = ["gone@example.com", "ada@example.com"] });
        stage.Down("eu-web-1");
        var (envelope, _, _) = await server.NextAsync();
        Assert.Equal(["ada@example.com"], envelope.GetProperty("to").EnumerateArray().Select(to => to.GetString()!));
        Assert.Equal("SMTP 550 to gone@example.com", (await UntilAsync(AlertFate.Delivered)).Trouble);
        await Heard.UntilAsync("Alerts do not reach all of mail: SMTP 550 to gone@example.com");
    }

    [Theory]
    [InlineData("localhost wrong", "SMTP 535 to signing in")]
    [InlineData("mail.example.com pass word", "is for another server than localhost")]
    [InlineData("password", "has to hold the name of the mail server, a blank, and the password")]
    public async Task Mail_that_is_refused_is_shown_with_the_reason_and_never_with_the_password(string secret, string trouble)
    {
        using var authority = new Authority();
        using var server = await MailServer.StartAsync("starttls", authority.Issue("localhost", DateTimeOffset.UtcNow.AddYears(1)));
        Environment.SetEnvironmentVariable(AlertSecrets.Prefix + _secret, secret);
        await using var stage = await StartAsync(Options with { Probing = new() { Roots = [authority.Root] } });
        stage.Tell(Mail(server) with { User = "me", Secret = _secret });
        stage.Down("eu-web-1");
        await Heard.UntilAsync(trouble);
        Assert.Contains(trouble, (await UntilAsync(AlertFate.Waiting, isTried: true)).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_sent_to_nobody_whose_certificate_is_not_valid()
    {
        using var authority = new Authority();
        using var server = await MailServer.StartAsync("starttls", authority.Issue("localhost", DateTimeOffset.UtcNow.AddYears(1)));
        Environment.SetEnvironmentVariable(AlertSecrets.Prefix + _secret, "localhost pass word");
        await using var stage = await StartAsync();
        stage.Tell(Mail(server) with { User = "me", Secret = _secret });
        stage.Down("eu-web-1");
        await Heard.UntilAsync("from an authority that nobody here trusts");
    }

    [Theory]
    [InlineData("127.0.0.1", "--alert-allow 127.0.0.0/8")]
    [InlineData("localhost", "--alert-allow")]
    [InlineData("169.254.169.254", "such addresses are never sent to")]
    [InlineData("[::ffff:169.254.169.254]", "such addresses are never sent to")]
    public async Task Who_writes_a_configuration_reaches_nothing_that_only_this_machine_can(string host, string trouble)
    {
        await using var stage = await StartAsync(new ControlOptions());
        stage.Tell(new AlertReceiver { Name = "chat", Kind = AlertKind.Webhook, Url = $"http://{host}:80/", On = [AlertEvent.Transition], GroupSeconds = 0 });
        stage.Down("eu-web-1");
        await Heard.UntilAsync(trouble);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var other = await Receiver.StartAsync();
        await using var receiver = await Receiver.StartAsync((context, _) =>
        {
            context.Response.Headers.Location = other.Url;
            return Receiver.Answer(context, 307);
        });
        await using var stage = await StartAsync();
        stage.Tell(Webhook(receiver));
        stage.Down("eu-web-1");
        await Heard.UntilAsync("HTTP 307: a redirect is not followed");
        Assert.Equal(0, other.Waiting);
    }

    [Fact]
    public async Task Secrets_are_also_read_from_files_and_what_is_missing_is_said()
    {
        using var folder = new GlobalLb.Tests.TemporaryFolder();
        await using var receiver = await Receiver.StartAsync();
        await using var stage = await StartAsync(Options with { AlertSecrets = folder.Path });
        stage.Tell(Webhook(receiver) with { Secret = _secret });
        stage.Down("eu-web-1");
        await Heard.UntilAsync($"there is no secret {_secret}; start Control with GLOBALLB_SECRET_{_secret}");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, _secret), $"whsec_{Convert.ToBase64String(new byte[24])}\n");
        Assert.StartsWith("v1,", (await receiver.NextAsync()).Headers["webhook-signature"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_is_removed_is_told_no_more_and_what_waited_is_dropped()
    {
        await using var receiver = await Receiver.StartAsync((context, _) => Receiver.Answer(context, 503));
        await using var other = await Receiver.StartAsync();
        await using var stage = await StartAsync();
        stage.Tell(Webhook(receiver), Webhook(other) with { Name = "other" });
        stage.Down("eu-web-1");
        await Heard.UntilAsync("Alerts do not reach chat");
        stage.Tell(Webhook(other) with { Name = "other" });
        Assert.Equal(("chat", "there is no such receiver any more"), (await UntilAsync(AlertFate.Dropped)) is var dropped ? (dropped.Receiver, dropped.Trouble) : default);
        Assert.All(await Get<AlertBook>().OpenAsync(), alert => Assert.Equal("other", alert.Receiver));
    }

    private static ControlOptions Options => new()
    {
        AlertAllowed = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")],
        Console = new Uri("https://lb.example.com/"),
        AlertDeadline = TimeSpan.FromSeconds(20),
    };

    private static AlertReceiver Webhook(Receiver receiver) => new() { Name = "chat", Kind = AlertKind.Webhook, Url = receiver.Url, On = [AlertEvent.Transition], GroupSeconds = 0 };

    private static AlertReceiver Mail(MailServer server) => new()
    {
        Name = "mail",
        Kind = AlertKind.Email,
        Server = "localhost",
        Port = server.Port,
        From = "globallb@example.com",
        To = ["ops@example.com", "ada@example.com"],
        On = [AlertEvent.Transition],
        GroupSeconds = 0,
    };

    private static string Subject(string head)
    {
        var lines = head.Split("\r\n").SkipWhile(line => !line.StartsWith("Subject: ", StringComparison.Ordinal)).ToList();
        var words = lines.Take(1).Concat(lines.Skip(1).TakeWhile(line => line.StartsWith(' '))).Select(line => line.Replace("Subject:", "", StringComparison.Ordinal).Trim());
        return string.Concat(words.Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word["=?utf-8?B?".Length..^2]))));
    }

    // What the page of the manual tells receivers to do.
    private static string DocumentedExample()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "alerts.md"));
        var begin = page.IndexOf("```python\n", StringComparison.Ordinal) + "```python\n".Length;
        return page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private Task<AlarmStage> StartAsync(ControlOptions? options = null) => AlarmStage.StartAsync(Get<AlertBook>(), Get<HealthHistory>(), Heard, options ?? Options);

    private async Task<StoredAlert> UntilAsync(AlertFate fate, bool isTried = false)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if ((await Get<AlertBook>().LatestAsync(100, cancellation: limit.Token)).FirstOrDefault(sent => sent.Fate == fate && (!isTried || sent.Attempts > 0)) is { } found) return found;
        }
    }
}
