using System.Diagnostics;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Tests.Places;

public sealed class PlaceFileDamageTests
{
    [Fact]
    public void What_is_no_such_file_is_said()
    {
        Assert.Equal("it is empty", Problem([]));
        Assert.Equal("it is no MaxMind DB file (.mmdb), or its end is missing", Problem([.. "192.0.2.0/24,DE"u8]));
    }

    [Theory]
    [InlineData("binary_format_major_version", 3u, "it says to be of version 3 of the format; only 2 is known")]
    [InlineData("record_size", 26u, "its metadata says records of 26 bits; 24, 28 and 32 are known")]
    [InlineData("ip_version", 5u, "its metadata says addresses of IP version 5; 4 and 6 are known")]
    [InlineData("node_count", 0u, "its metadata says that its tree is empty")]
    [InlineData("node_count", 4_000_000_000u, "its tree of 2147483647 nodes is longer than the file: a part is missing")]
    [InlineData("node_count", 119u, "its tree does not end where 119 nodes of 6 octets end: it is damaged")]
    public void Metadata_that_cannot_be_is_said(string key, uint value, string sentence)
    {
        var writer = new MmdbWriter { Metadata = new() { [key] = value } };
        writer.Add("192.0.2.0/24", MmdbWriter.Record("DE", "EU"));
        Assert.Contains(sentence, Problem(writer.Write()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_other_things_than_places_is_said()
    {
        var writer = new MmdbWriter { Metadata = new() { ["database_type"] = "Test\u001b-Connection" } };
        writer.Add("192.0.2.0/24", new Dictionary<string, object> { ["connection_type"] = "Cable/DSL" });
        Assert.Equal("it places nothing: a file of type 'Test?-Connection' has no countries, coordinates or autonomous systems; choose one that has", Problem(writer.Write()));
    }

    [Theory]
    [InlineData(new byte[] { 0x20, 0x00 }, "a pointer leads to a pointer")]
    [InlineData(new byte[] { 0x27, 0xFF }, "a pointer leads to octet 2047, beyond the end")]
    [InlineData(new byte[] { 0x38, 0xFF, 0xFF, 0xFF, 0xFF }, "a pointer leads to octet 4294967295, beyond the end")]
    [InlineData(new byte[] { 0xE1, 0x00, 0x00 }, "there is no kind of value with number 0")]
    [InlineData(new byte[] { 0xE1, 0x01, 0x05 }, "there is no kind of value with number 12")]
    [InlineData(new byte[] { 0xE1, 0x41, 0x78, 0x00, 0xFF }, "there is no kind of value with number 262")]
    [InlineData(new byte[] { 0xE1, 0x41, 0x78, 0x02, 0x07 }, "a Boolean cannot have size 2")]
    [InlineData(new byte[] { 0xE1, 0x41, 0x78, 0x64, 0, 0, 0, 0 }, "a Double cannot have size 4")]
    [InlineData(new byte[] { 0xE1, 0x41, 0x78, 0xA3, 0, 0, 0 }, "a Unsigned16 cannot have size 3")]
    [InlineData(new byte[] { 0xE1, 0x41, 0x78, 0x5F, 0xFF, 0xFF, 0xFF }, "reaches beyond the end")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, "the file ends inside a value")]
    [InlineData(new byte[] { 0xE1, 0xA1, 0x07, 0x40 }, "a Unsigned16 stands where a string must be")]
    public void A_record_that_cannot_be_is_said_with_its_place(byte[] record, string sentence)
    {
        var writer = new MmdbWriter();
        writer.Add("192.0.2.0/24", record);
        var problem = Problem(writer.Write());
        Assert.StartsWith("at octet ", problem, StringComparison.Ordinal);
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_that_leads_outside_of_the_values_is_said()
    {
        Assert.Equal("its tree leads to octet 100 of its values, of which there are 0: it is damaged", Problem(new MmdbWriter().Write([(1 + 16 + 100, 1)])));
        Assert.Equal("its tree leads to octet -15 of its values, of which there are 0: it is damaged", Problem(new MmdbWriter().Write([(2, 1)])));
    }

    [Fact]
    public void A_tree_that_leads_back_into_itself_ends()
    {
        Assert.Equal("its tree is deeper than an address is long", Problem(new MmdbWriter { IsIPv6 = false }.Write([(0, 0)])));
        Assert.Equal("its tree is deeper than an address is long", Problem(new MmdbWriter().Write([(0, 0)])));
    }

    [Fact]
    public void A_tree_that_shares_its_nodes_at_every_depth_ends()
    {
        var nodes = Enumerable.Range(1, 32).Select(i => ((uint)i, (uint)i)).ToArray();
        Assert.Equal("its tree shares nodes so often that walking it would not end", Problem(new MmdbWriter { IsIPv6 = false }.Write(nodes)));
    }

    [Fact]
    public void Records_that_overlap_end()
    {
        // Each record is a map that holds the record behind it, down to the last.
        const int Records = 60_000;
        var writer = new MmdbWriter { IsIPv6 = false, RecordBits = 32 };
        byte[] head = [.. MmdbBytes.Head(7, 1), .. MmdbBytes.Of("x")];
        writer.AddValue([.. Enumerable.Repeat(head, Records).SelectMany(octets => octets), .. MmdbBytes.Of(true)]);
        var nodes = Enumerable.Range(0, Records).Select(i => Tree(i, Records)).ToArray();
        var begun = Stopwatch.StartNew();
        Assert.EndsWith("its values overlap so much that reading them would not end", Problem(writer.Write(nodes)), StringComparison.Ordinal);
        Assert.True(begun.Elapsed < TimeSpan.FromSeconds(10), $"it took {begun.Elapsed}");

        // A heap: node i has the nodes 2i+1 and 2i+2 below it, and where those are not nodes, records.
        static (uint, uint) Tree(int i, int count) => (Below((2 * i) + 1, count), Below((2 * i) + 2, count));
        static uint Below(int i, int count) => i < count ? (uint)i : (uint)(count + 16 + ((i - count) * 3));
    }

    [Fact]
    public void A_file_that_ends_early_is_refused_wherever_it_ends()
    {
        var whole = PlaceFileTests.Small();
        for (var length = 0; length < whole.Length; length++) Assert.NotEmpty(Problem(whole[..length]));
    }

    [Fact]
    public void Whatever_octets_are_changed_it_is_read_or_refused_with_one_sentence()
    {
        var random = new System.Random(20);
        var writer = new MmdbWriter { HasAliases = true, RecordBits = 28 };
        writer.Add("192.0.2.0/24", MmdbWriter.Record("DE", "EU", "FR"));
        writer.Add("2001:db8::/32", MmdbWriter.Record("JP", "AS"));
        var whole = writer.Write();
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var changed = (byte[])whole.Clone();

            // Nine in ten behind the tree, where the sizes and pointers are.
            for (var count = random.Next(1, 4); count > 0; count--)
                changed[random.Next(10) == 0 ? random.Next(changed.Length) : random.Next(changed.Length - 600, changed.Length)] = (byte)random.Next(256);
            if (PlaceFile.TryRead(changed, out var file, out var problem))
            {
                file.Places.Find(Example.Address("192.0.2.1"), out _);
                continue;
            }

            refused++;
            Assert.InRange(problem.Length, 10, 200);
            Assert.DoesNotContain('\n', problem);
        }

        Assert.InRange(refused, 1_000, 19_900);
    }

    private static string Problem(byte[] bytes)
    {
        Assert.False(PlaceFile.TryRead(bytes, out var file, out var problem));
        Assert.Null(file);
        return problem;
    }
}
