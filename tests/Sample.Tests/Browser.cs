using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlNetShallow.Sample.Tests;

/// <summary>Chromium without a window, driven through ChromeDriver by the W3C WebDriver protocol.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string? Driver = Find("chromedriver");
    private static readonly string? Chromium = Find("chromium") ?? Find("google-chrome") ?? Find("chrome");

    // What the two write on their way, they do not always take away again.
    private readonly TemporaryFolder _folder = new();

    private Process? _driver;
    private HttpClient? _http;
    private string _session = "";

    /// <summary>Why there is none; null where there is one.</summary>
    public static string? Missing => Driver is null || Chromium is null
        ? "There is no Chromium or Chrome with its ChromeDriver on the PATH (Debian: chromium, chromium-driver)."
        : null;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;
        var start = new ProcessStartInfo(Driver!, ["--port=0"]) { RedirectStandardOutput = true };
        start.Environment["TMPDIR"] = _folder.Path;
        _driver = Process.Start(start)!;
        Match port;
        do
            port = Regex.Match(await _driver.StandardOutput.ReadLineAsync() ?? throw new IOException("ChromeDriver ended."),
                @"started successfully on port (\d+)");
        while (!port.Success);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port.Groups[1].Value}/") };
        // As root, and in a container, there is no sandbox to be had, and little shared memory.
        string[] arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
        JsonElement session = await Post("session", new Dictionary<string, object>
        {
            ["capabilities"] = new Dictionary<string, object>
            {
                ["alwaysMatch"] = new Dictionary<string, object>
                {
                    ["goog:loggingPrefs"] = new { browser = "ALL" },
                    ["goog:chromeOptions"] = new { binary = Chromium, args = arguments },
                },
            },
        });
        _session = $"session/{session.GetProperty("sessionId").GetString()}";
    }

    /// <summary>Opens a page as a screen of some width shows it.</summary>
    public async Task Open(string file, int width, string colourScheme)
    {
        await Command(
            "Emulation.setDeviceMetricsOverride", new { width, height = 844, deviceScaleFactor = 1, mobile = width < 500 });
        await Command(
            "Emulation.setEmulatedMedia",
            new { features = new[] { new { name = "prefers-color-scheme", value = colourScheme } } });
        await Post($"{_session}/url", new { url = new Uri(file).AbsoluteUri });
    }

    /// <summary>Runs a script in the page.</summary>
    /// <returns>What it returns.</returns>
    public async Task<JsonElement> Run(string script)
        => await Post($"{_session}/execute/sync", new { script, args = Array.Empty<object>() });

    /// <summary>Asserts that nothing in the page is wider than the screen, that all charts are drawn, and that nothing went
    /// wrong.</summary>
    /// <returns>The number of charts that are to be seen.</returns>
    public async Task<int> AssertTidy()
    {
        JsonElement page = await Run("""
            const root = document.documentElement;
            return {
              overflow: root.scrollWidth - root.clientWidth,
              charts: [...document.querySelectorAll(".chart")].filter(chart => chart.offsetParent !== null)
                .map(chart => chart.querySelector("canvas")?.clientWidth ?? 0),
            };
            """);
        JsonElement console = await Post($"{_session}/se/log", new { type = "browser" });
        int[] widths = page.GetProperty("charts").Deserialize<int[]>()!;
        Assert.Empty(console.EnumerateArray().Select(entry => entry.ToString()));
        Assert.Equal(0, page.GetProperty("overflow").GetInt32());
        Assert.All(widths, width => Assert.InRange(width, 200, 1200));
        return widths.Length;
    }

    public async ValueTask DisposeAsync()
    {
        if (_http is not null && _session != "")
            await _http.DeleteAsync(_session);
        _http?.Dispose();
        if (_driver is not null)
        {
            _driver.Kill(entireProcessTree: true);
            await _driver.WaitForExitAsync();
            _driver.Dispose();
        }

        await DeleteFolder();
    }

    // The processes that were killed may take a moment to be gone.
    private async Task DeleteFolder()
    {
        const int Attempts = 50;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                _folder.Dispose();
                return;
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task Command(string cmd, object parameters)
        => await Post($"{_session}/goog/cdp/execute", new Dictionary<string, object> { ["cmd"] = cmd, ["params"] = parameters });

    private async Task<JsonElement> Post(string address, object content)
    {
        // Of known length: ChromeDriver takes no request in chunks.
        using var json = new StringContent(
            JsonSerializer.Serialize(content), mediaType: MediaTypeHeaderValue.Parse("application/json"));
        using HttpResponseMessage response = await _http!.PostAsync(address, json);
        JsonElement value = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("value");
        return response.IsSuccessStatusCode ? value : throw new InvalidOperationException(value.ToString());
    }

    private static string? Find(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".exe") })
            .FirstOrDefault(File.Exists);
}
