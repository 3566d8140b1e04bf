using GlobalLb.Server.Running;

namespace GlobalLb.Server.Tests.Running;

public sealed class ZoneListTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("globallb-list-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_is_a_zone_a_tab_and_a_path_that_begins_at_the_folder_of_the_list()
    {
        var list = Path.Combine(_folder, "list");
        File.WriteAllText(list, "# zones\n\na.test\tzones/a.zone\r\n b.test \t /srv/b.zone\nc.test\t../with blank.zone\nd.test\n");
        var read = ZoneList.Read(list);
        Assert.Equal(
            [
                new ZoneSource("a.test", Path.Combine(_folder, "zones/a.zone")),
                new ZoneSource("b.test", "/srv/b.zone"),
                new ZoneSource("c.test", Path.GetFullPath(Path.Combine(_folder, "../with blank.zone"))),
            ],
            [.. read.Sources]);
        Assert.StartsWith($"{list}:6:1: 'd.test' has no path; ", Assert.Single(read.Problems), StringComparison.Ordinal);
    }
}
