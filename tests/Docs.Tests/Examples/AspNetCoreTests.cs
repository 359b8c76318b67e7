using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/aspnetcore.md.</summary>
public sealed class AspNetCoreTests : ExampleRun
{
    private static readonly string[] Cats = Directory.GetFiles(RepositoryFiles.Path("datasets", "train", "cat"), "*.png");
    private static readonly string[] Others = Directory.GetFiles(RepositoryFiles.Path("datasets", "train", "noncat"), "*.png");

    [Fact]
    public void Train()
    {
        Folder.AddClass(Path.Combine("datasets", "train"), "cat", Cats[..40]);
        Folder.AddClass(Path.Combine("datasets", "train"), "noncat", Others[..40]);

        AspNetCore.Train();

        Assert.True(File.Exists("cats.zip"));
    }

    [Fact]
    public async Task Serve()
    {
        Train();
        int port = FreePort();
        // It runs until the process ends, as a service does, and keeps no process from ending.
        new Thread(() => AspNetCore.Serve([$"--urls=http://127.0.0.1:{port}", "--Logging:LogLevel:Default=None"]))
        {
            IsBackground = true,
        }.Start();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await UntilItListens(port);

        foreach ((string path, bool isCat) in ((string, bool)[])[(Cats[0], true), (Others[0], false)])
        {
            HttpResponseMessage response = await Post(client, await File.ReadAllBytesAsync(path, Cancellation));
            response.EnsureSuccessStatusCode();
            AspNetCore.Answer answer = (await response.Content.ReadFromJsonAsync<AspNetCore.Answer>(Cancellation))!;
            Assert.Equal((isCat, isCat), (answer.PredictedLabel, answer.Probability > 0.5));
        }

        HttpResponseMessage refusal = await Post(client, "no picture"u8.ToArray());
        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<HttpResponseMessage> Post(HttpClient client, byte[] body)
        => client.PostAsync(new Uri("/cat", UriKind.Relative), new ByteArrayContent(body), Cancellation);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilItListens(int port)
    {
        for (int attempt = 0; attempt < 600; attempt++)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port, Cancellation);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100, Cancellation);
            }
        }

        Assert.Fail("The service does not listen.");
    }
}
