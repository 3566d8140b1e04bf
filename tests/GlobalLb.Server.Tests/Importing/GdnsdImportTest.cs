using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Tests.Importing;

/// <summary>A test of the importer of gdnsd: a configuration of plugins and a zone of names that ask them.</summary>
public abstract class GdnsdImportTest : ImportTest
{
    private protected const string Types = """
        # shell-style comment
        service_types => {
          webcheck => {
            plugin => http_status,
            port => 8080,             # default 80
            url_path => /checkme      ; zonefile-style comment
            vhost => www.example.com
            ok_codes => [ 200, 301 ],
            up_thresh => 20, ok_thresh => 10, down_thresh => 10,
            interval => 8, timeout => 3,
          }
          smtp => { plugin = tcp_connect, port = 25 }
          script => { plugin => extmon, cmd => [ "/usr/bin/check \"me\"", "a\\b" ] }
        }
        """;

    private protected const string Zone = """
        $TTL 3600
        @   SOA ns1 hostmaster 1 7200 900 1209600 300
            NS  ns1
            NS  ns2.example.net.
        ns1 A   192.0.2.53
        """;

    private protected Task<(ConfigurationDocument Document, string[] Notes)> ImportAsync(string plugins, string zone)
    {
        Write("config", $"{Types}\n{plugins}");
        Write("zones/example.com", $"{Zone}\n{zone}\n");
        return base.ImportAsync("gdnsd", In(""));
    }
}
