using System.Runtime.CompilerServices;
using MlNetShallow.Serialization;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Network.Tests.Serialization;

/// <summary>Models that ML.NET saved, read without it.</summary>
public sealed class NetworkFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public static TheoryData<string> Models
        => [.. Directory.GetFiles(Folder(), "*-mlnet-*.zip").Select(path => Path.GetFileName(path))];

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(Models))]
    public void ASavedModelHasItsNetwork(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ShallowNetwork<float> network = NetworkFile.Read(Path.Combine(Folder(), name)).Network;

        // As the models' README has them.
        float scale = name.Contains("byte", StringComparison.Ordinal) ? 255 : 1;
        Assert.Equal([scale, -2 * scale, 0.5f * scale, 0.25f * scale], network.W1.ToArray());
        Assert.Equal([0.5f, -0.25f], network.B1.ToArray());
        bool isMulticlass = name.Contains("multiclass", StringComparison.Ordinal);
        Assert.Equal(isMulticlass ? [1.5f, -2, 0, 0, -1.5f, 2] : [1.5f, -2], network.W2.ToArray());
        Assert.Equal(isMulticlass ? [0.25f, 0, -0.25f] : [0.25f], network.B2.ToArray());
    }

    [Fact]
    public void ANetworkOfItsOwnIsReadToo()
    {
        ShallowNetwork<float> network = Engine.RandomNetwork(new Random(1), new NetworkShape(3, 2)).ConvertTo<float>();
        File.WriteAllBytes(_file, NetworkFormat.Write(network));

        Assert.Equal(network.W1.ToArray(), NetworkFile.Read(_file).Network.W1.ToArray());
    }

    [Fact]
    public void AModelThatIsCutOffIsNamed()
    {
        byte[] bytes = File.ReadAllBytes(Model);
        for (int length = 0; length < bytes.Length; length += 7)
        {
            File.WriteAllBytes(_file, bytes[..length]);
            string message = Assert.Throws<FormatException>(() => NetworkFile.Read(_file)).Message;
            Assert.StartsWith($"The network in '{_file}' cannot be read: ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void OfADamagedModelComesTheNetworkOrNone()
    {
        byte[] bytes = File.ReadAllBytes(Model);
        float[] expected = NetworkFile.Read(Model).Network.W1.ToArray();
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x11;
            File.WriteAllBytes(_file, bytes);
            try
            {
                // Not each byte of a model belongs to the network.
                Assert.Equal(expected, NetworkFile.Read(_file).Network.W1.ToArray());
            }
            catch (FormatException)
            {
            }

            bytes[i] ^= 0x11;
        }
    }

    [Fact]
    public void ATableThatIsDamagedIsAFormatException()
    {
        using var archive = System.IO.Compression.ZipFile.OpenRead(Model);
        using var content = new MemoryStream();
        using (Stream entry = archive.Entries.Single(entry => entry.Name == "DefaultMap.idv").Open())
            entry.CopyTo(content);
        byte[] table = content.ToArray();
        byte[] network = FindLast(table)!;
        for (int i = 0; i < table.Length; i++)
        {
            foreach (byte flip in (byte[])[0x01, 0x80, 0xFF])
            {
                table[i] ^= flip;
                try
                {
                    // The network's own checksum is what notices a change within it.
                    FindLast(table);
                }
                catch (Exception exception) when (exception is FormatException or InvalidDataException)
                {
                }

                table[i] ^= flip;
            }
        }

        Assert.Equal(network, FindLast(table));
    }

    [Fact]
    public void OfSeveralNetworksTheLastIsRead()
    {
        byte[] first = NetworkOf(0.25f), last = NetworkOf(0.5f);
        File.WriteAllBytes(_file, ModelZip.Of(ModelZip.Map(first), ModelZip.Map(last), ModelZip.Table(new byte[99], rows: 2)));

        Assert.Equal([0.5f, 0.5f], Engine.Values(NetworkFile.Read(_file).Network));

        static byte[] NetworkOf(float value)
        {
            var parameters = new NetworkParameters<float>(new NetworkShape(1, 0));
            parameters.Values.Fill(value);
            return NetworkFormat.Write(new ShallowNetwork<float>(parameters));
        }
    }

    [Fact]
    public void AWeightThatIsNoFiniteNumberIsRefusedWithItsPlaceAndItsFile()
    {
        var parameters = new NetworkParameters<float>(new NetworkShape(3, 2));
        parameters.W1[4] = float.NaN;
        File.WriteAllBytes(_file, ModelZip.Of(ModelZip.Map(NetworkFormat.Write(new ShallowNetwork<float>(parameters)))));

        Assert.StartsWith(
            $"The network in '{_file}' cannot be read: W1[1, 1] is NaN, not a finite number.",
            Assert.Throws<FormatException>(() => NetworkFile.Read(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AZipFileWithNoNetworkIsSaidToBeOne()
    {
        using (FileStream stream = File.Create(_file))
        {
            using var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create);
            archive.CreateEntry("readme.txt");
        }

        Assert.EndsWith(
            "it is a zip file with no network of MlNetShallow in it.",
            Assert.Throws<FormatException>(() => NetworkFile.Read(_file)).Message,
            StringComparison.Ordinal);
    }

    private static string Model => Path.Combine(Folder(), "format-2-binary-single-mlnet-6.0.0.zip");

    // What is found overwrites the table.
    private static byte[]? FindLast(byte[] table)
        => NetworkText.FindLast((byte[])table.Clone(), new DecompressionBudget(table.Length))?.ToArray();

    private static string Folder([CallerFilePath] string thisFile = "")
        => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "Trainer.Tests", "Fixtures", "models");
}
