using GlobalLb.Store.Alerts;

namespace GlobalLb.Store.Tests.Alerts;

public sealed class AlertBookTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private AlertBook Book => Get<AlertBook>();

    [Fact]
    public async Task What_receivers_know_is_kept_changed_and_forgotten()
    {
        var first = new OpenAlert("chat", "down:a", """{"text": "a is down"}""", Clock.Now, null, 0);
        await Book.SaveAsync([first, first with { Receiver = "mail" }], [], []);
        await Book.SaveAsync([first with { SaidAt = Clock.Now.AddSeconds(1), Severity = 2 }], [("mail", "down:a")], []);
        Assert.Equal(first with { SaidAt = Clock.Now.AddSeconds(1), Severity = 2 }, Assert.Single(await Book.OpenAsync()));
    }

    [Fact]
    public async Task A_message_is_kept_until_its_end_and_found_by_its_receiver()
    {
        var message = new StoredAlert(Guid.NewGuid(), "chat", Clock.Now, AlertFate.Waiting, false, "a is down", "{}");
        await Book.SaveAsync([], [], [message, message with { Id = Guid.NewGuid(), Receiver = "mail", At = Clock.Now.AddSeconds(1) }]);
        Assert.Equal(["chat", "mail"], (await Book.WaitingAsync()).Select(each => each.Receiver));
        var ended = message with { Fate = AlertFate.Failed, Attempts = 5, Trouble = "HTTP 400", EndedAt = Clock.Now.AddSeconds(2) };
        await Book.SaveAsync([], [], [ended]);
        Assert.Equal("mail", Assert.Single(await Book.WaitingAsync()).Receiver);
        Assert.Equal(["mail", "chat"], (await Book.LatestAsync(10)).Select(each => each.Receiver));
        Assert.Equal(ended, Assert.Single(await Book.LatestAsync(10, "chat")));
        Assert.Single(await Book.LatestAsync(1));
        await Book.ForgetAsync(Clock.Now.AddSeconds(1));
        Assert.Equal("mail", Assert.Single(await Book.LatestAsync(10)).Receiver);
    }

    [Fact]
    public async Task A_test_that_was_asked_for_is_taken_once()
    {
        var id = await Book.AskForTestAsync("chat");
        var taken = Assert.Single(await Book.TakeAskedAsync());
        Assert.Equal((id, "chat", AlertFate.Waiting, true, null), (taken.Id, taken.Receiver, taken.Fate, taken.IsTest, taken.Content));
        Assert.Empty(await Book.TakeAskedAsync());
        Assert.Equal(id, Assert.Single(await Book.WaitingAsync()).Id);
    }
}
