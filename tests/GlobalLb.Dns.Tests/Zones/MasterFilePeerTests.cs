using System.Diagnostics;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Dns.Tests.Zones;

/// <summary>What BIND makes of master files, by its named-compilezone, is what we make of them.</summary>
public sealed class MasterFilePeerTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.com");

    [Fact]
    public void BIND_reads_the_same_records_from_the_same_file()
    {
        const string Text = """
            $TTL 60
            @ SOA ns1 h ( 1 2h ; serial
                3 4w
              5 )
            	NS ns1
            ns1 A 192.0.2.1
            $GENERATE 26-28 ${0,3,n}.${0,7,N} TXT x
            $GENERATE 26-26 ${0,4,n}x TXT y
            $GENERATE 8-10/2 ${0,3,o}-${1,0,x}-${-1,2,X} TXT y
            $GENERATE 1-1 a$$b\$c$ TXT "q $"
            $GENERATE 1-3/2 h${10,4,x} 30 IN A 192.0.2.${-1}
            $GENERATE 1-2 m$ MX "10 mail${0,2}"
            sub	300	IN	TXT a\ b "c;d" \" "\065\\"
            w\ x\.y.\000z CLASS1 TYPE1 \# 4 C0000207
            $ORIGIN deep
             A 192.0.2.7
            x 1h30m A 192.0.2.8
            x IN 1H30M A 192.0.2.9
            dup A 192.0.2.1
            DUP A 192.0.2.1
            out.example.org. A 192.0.2.3
              TXT lost
            big 2147483648 A 192.0.2.1
            (y 60) ( A
            192.0.2.2 )
            """;
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Text + "\n");
            var ours = MasterFile.Parse(File.ReadAllText(file), Zone, "ours");
            Assert.Empty(ours.Problems);
            var theirs = MasterFile.Parse(Compile(file), Zone, "theirs");
            Assert.Empty(theirs.Problems.Concat(theirs.Warnings));
            Assert.Equal(Lines(theirs), Lines(ours));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string[] Lines(MasterFileReading reading) => [.. reading.Records.Select(record => record.ToString().ToLowerInvariant()).Order(StringComparer.Ordinal)];

    private static string Compile(string file)
    {
        var program = ((string[])["/usr/bin/named-compilezone", "/usr/sbin/named-compilezone"]).First(File.Exists); // ./test installs it
        var start = new ProcessStartInfo(program, ["-i", "none", "-n", "ignore", "-k", "ignore", "-o", "-", Zone.ToHostName(), file]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var written = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said.Result);
        return written;
    }
}
