using System.IO.Compression;
using System.Text;
using MlNetShallow.Fuzz.Mutations;
using MlNetShallow.Serialization;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Fuzz.Targets;

/// <summary>
/// Models as ML.NET saves them. They are edited at each of their layers: the zip file, the table in it, the block in that, the
/// text in that and the network in that, or the texts of a stage and the network in them; what is around is put together again.
/// </summary>
internal sealed class ModelTarget : ITarget
{
    private readonly byte[][] _files = SeedFiles.Of("models");
    private readonly byte[][] _networks = NetworkTarget.Networks();
    private readonly byte[][] _tables;

    public ModelTarget() => _tables = [.. _files.SelectMany(Tables), .. _networks.Select(ModelZip.Map)];

    public byte[] Make(Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                return ByteEdits.Apply(random.Pick(_files), random);
            case 1:
                return ByteEdits.Apply(ModelZip.Of(random.Pick(_tables), random.Pick(_tables)), random);
            case 2:
                return ModelZip.WithEntryRepeated(ModelZip.Of(Edited(random.Pick(_tables), random)), random.Next(1, 20));
            case 3:
                return ModelZip.Of(random.Pick(_tables), Edited(random.Pick(_tables), random));
            case 4:
                byte[] block = ModelZip.TextBlock(Convert.ToBase64String(random.Pick(_networks)));
                return ModelZip.Of(ModelZip.Table(Edited(block, random), compression: (byte)random.Next(2)));
            case 5:
                return ModelZip.OfStage(Edited(Texts(random.Pick(_networks)), random));
            case 6:
                return ModelZip.OfStage(Texts(NetworkTarget.Edited(random.Pick(_networks), random)));
            default:
                return ModelZip.Of(ModelZip.Map(NetworkTarget.Edited(random.Pick(_networks), random)));
        }
    }

    public bool Read(byte[] input)
    {
        try
        {
            NetworkTarget.Use(NetworkFile.Read(input, "input"));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] Texts(byte[] network) => Encoding.Unicode.GetBytes($"(key) => \"{WideText.Encode(network)}\"");

    // Now and then with far more behind it than there was.
    private static byte[] Edited(byte[] bytes, Random random)
    {
        byte[] edited = ByteEdits.Apply(bytes, random);
        return random.Chance(0.0005) ? [.. edited, .. new byte[66 << 20]] : edited;
    }

    private static IEnumerable<byte[]> Tables(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.Name == NetworkText.EntryName))
        {
            using Stream content = entry.Open();
            using var table = new MemoryStream();
            content.CopyTo(table);
            yield return table.ToArray();
        }
    }
}
