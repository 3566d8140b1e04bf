using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.Alerts;

namespace GlobalLb.Web.Tests.Pages.Alerts;

public sealed class ReceiverFormTests
{
    private readonly List<Problem> _problems = [];

    [Fact]
    public void A_receiver_comes_out_of_the_form_as_it_went_in()
    {
        var timing = new AlertReceiver
        {
            Name = "a",
            Kind = AlertKind.Webhook,
            Url = "https://alerts.example.com/",
            Secret = "KEY",
            On = [AlertEvent.Transition, AlertEvent.Observer],
            Pools = [new("eu-web")],
            Regions = [new("us-east"), new("eu-west")],
            DelaySeconds = 1,
            RepeatSeconds = 60,
            GroupSeconds = 2,
            MuteInMaintenance = false,
            Recovery = false,
        };
        var mail = timing with { Kind = AlertKind.Email, Url = null, Server = "mail.example.com", Port = 465, Security = MailSecurity.Implicit, User = "me", From = "a@example.com", To = ["b@example.com", "c@example.com"] };
        Assert.All(new[] { timing, mail, timing with { Kind = AlertKind.Slack } }, receiver =>
            Assert.Equal(Written(receiver), Written(ReceiverForm.Of(receiver).Read(_problems))));
        Assert.Empty(_problems);
    }

    [Fact]
    public void What_belongs_to_another_kind_is_left_out()
    {
        var form = new ReceiverForm { Name = "a", Kind = AlertKind.Webhook, Url = " https://alerts.example.com/ ", Server = "mail", User = "me", From = "x", To = "y", Port = 25 };
        Assert.Equal(Written(new AlertReceiver { Name = "a", Kind = AlertKind.Webhook, Url = "https://alerts.example.com/" }), Written(form.Read(_problems)));
    }

    [Fact]
    public void A_receiver_that_is_told_of_nothing_is_said()
    {
        var form = new ReceiverForm { Name = "a" };
        form.On.Clear();
        form.Read(_problems);
        Assert.Equal("it is told of nothing; choose something", Assert.Single(_problems).Sentence);
    }

    private static string Written(AlertReceiver receiver) => ConfigurationJson.Write(new ConfigurationDocument { Alerts = [receiver] });
}
