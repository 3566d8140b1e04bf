using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.Calendar;

namespace GlobalLb.Web.Tests.Pages.Calendar;

public sealed class MaintenanceFormTests
{
    private static readonly Maintenance Once = new()
    {
        Name = "move",
        From = new DateTimeOffset(2026, 12, 1, 23, 0, 0, 250, TimeSpan.FromHours(1)),
        To = new DateTimeOffset(2026, 12, 2, 2, 0, 0, TimeSpan.Zero),
        LeadSeconds = 3600,
        Regions = [new("eu"), new("us")],
        Endpoints = [new("eu-1")],
    };

    private static readonly Maintenance Weekly = new()
    {
        Name = "kernels",
        Days = [Weekday.Tue, Weekday.Thu],
        FromTime = new(22, 30),
        ToTime = new(1, 0),
        Zone = "Europe/Berlin",
        Pools = [new("eu-web")],
    };

    [Fact]
    public void A_maintenance_comes_out_of_the_form_as_it_went_in()
    {
        Assert.Equal(Write(Once), Write(Read(MaintenanceForm.Of(Once))));
        Assert.Equal(Write(Weekly), Write(Read(MaintenanceForm.Of(Weekly))));
    }

    [Fact]
    public void Times_that_are_typed_are_those_of_the_zone()
    {
        var form = MaintenanceForm.Of(Once);
        (form.Zone, form.From, form.To) = ("Europe/Berlin", new DateTime(2026, 7, 1, 8, 0, 0), new DateTime(2026, 12, 1, 8, 0, 0));
        var read = Read(form);
        Assert.Equal((new DateTimeOffset(2026, 7, 1, 6, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 12, 1, 7, 0, 0, TimeSpan.Zero)), (read.From, read.To));
        Assert.Null(read.Zone);
    }

    [Fact]
    public void One_that_comes_once_can_come_every_week_instead_and_back()
    {
        var form = MaintenanceForm.Of(Once);
        form.IsWeekly = true;
        form.Zone = "Asia/Tokyo";
        var weekly = Read(form);
        Assert.Equal((null, null, "Asia/Tokyo", new TimeOnly(0, 0)), (weekly.From, weekly.To, weekly.Zone, weekly.FromTime));
        var back = MaintenanceForm.Of(weekly);
        (back.IsWeekly, back.Zone, back.From, back.To) = (false, "UTC", Once.From!.Value.UtcDateTime, Once.To!.Value.UtcDateTime);
        Assert.Equal((null, null, null), (Read(back).FromTime, Read(back).ToTime, Read(back).Zone));
    }

    [Fact]
    public void What_cannot_be_read_is_said()
    {
        var form = MaintenanceForm.Of(Once);
        (form.Zone, form.From, form.To) = ("Europe/Berlin", new DateTime(2026, 3, 29, 2, 30, 0), null);
        List<Problem> problems = [];
        form.Read(problems);
        Assert.Equal(["from: clocks in Europe/Berlin skip 2026-03-29 02:30; write a time they show", "to: write a date and a time"], problems.Select(problem => problem.ToString()));
        problems.Clear();
        form.Zone = "Berlin";
        form.Read(problems);
        Assert.Equal("zone", problems[0].Path);
    }

    [Fact]
    public void One_that_starts_now_has_begun_and_lasts_an_hour()
    {
        var read = Read(MaintenanceForm.StartingNow(Sample.Noon.AddSeconds(59), "eu-web"));
        Assert.Equal(("drain eu-web 2026-01-31 12:00", Sample.Noon, Sample.Noon.AddHours(1)), (read.Name, read.From, read.To));
    }

    private static string Write(Maintenance maintenance) => JsonSerializer.Serialize(maintenance, ConfigurationJson.Options);

    private static Maintenance Read(MaintenanceForm form)
    {
        List<Problem> problems = [];
        var read = form.Read(problems);
        Assert.Empty(problems);
        return read;
    }
}
