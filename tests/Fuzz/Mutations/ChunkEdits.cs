namespace MlNetShallow.Fuzz.Mutations;

/// <summary>Edits of a list of chunks, whatever they hold.</summary>
internal static class ChunkEdits
{
    /// <summary>Changes, removes, repeats, moves or cuts chunks up in place.</summary>
    public static void Apply(List<Chunk> chunks, Random random)
    {
        if (chunks.Count == 0)
            return;
        int at = random.Next(chunks.Count);
        switch (random.Next(8))
        {
            case 0:
                chunks.RemoveAt(at);
                break;
            case 1:
                chunks.Insert(random.Next(chunks.Count), chunks[at]);
                break;
            case 2:
                int other = random.Next(chunks.Count);
                (chunks[at], chunks[other]) = (chunks[other], chunks[at]);
                break;
            case 3:
                int cut = random.Next(chunks[at].Data.Length + 1);
                Chunk rest = chunks[at] with { Data = chunks[at].Data[cut..] };
                chunks[at] = chunks[at] with { Data = chunks[at].Data[..cut] };
                chunks.Insert(at + 1, rest);
                break;
            default:
                // The first says how large the picture is.
                at = random.Chance(0.4) ? 0 : at;
                chunks[at] = chunks[at] with { Data = ByteEdits.Apply(chunks[at].Data, random) };
                break;
        }
    }
}
