namespace MlNetShallow.Data.Delimited;

/// <summary>A field of a CSV file as it stands there: itself, or in quotes with those in it doubled.</summary>
internal static class QuotedField
{
    private const char Quote = '"';

    /// <summary>Whether quotes stand only where they may.</summary>
    /// <param name="field">The field.</param>
    /// <param name="spacesMayFollow">Whether spaces may stand behind the quotes.</param>
    public static bool IsValid(ReadOnlySpan<char> field, bool spacesMayFollow)
    {
        if (field.IsEmpty || field[0] != Quote)
            return !field.Contains(Quote);
        int end = EndOf(field);
        if (end < 0)
            return false;
        ReadOnlySpan<char> rest = field[(end + 1)..];
        return spacesMayFollow ? !rest.ContainsAnyExcept(' ') : rest.IsEmpty;
    }

    /// <summary>What a valid field means.</summary>
    /// <param name="field">The field.</param>
    /// <param name="buffer">Takes it where it does not stand there as it is.</param>
    public static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> field, ref char[] buffer)
    {
        if (field.IsEmpty || field[0] != Quote)
            return field;
        ReadOnlySpan<char> rest = field[1..EndOf(field)];
        if (!rest.Contains(Quote))
            return rest;
        if (buffer.Length < rest.Length)
            buffer = new char[rest.Length];
        int length = 0;
        for (int next; (next = rest.IndexOf(Quote)) >= 0; rest = rest[(next + 2)..])
        {
            rest[..(next + 1)].CopyTo(buffer.AsSpan(length));
            length += next + 1;
        }

        rest.CopyTo(buffer.AsSpan(length));
        return buffer.AsSpan(0, length + rest.Length);
    }

    /// <summary>The place of the quote that ends a field; -1 where there is none.</summary>
    private static int EndOf(ReadOnlySpan<char> field)
    {
        for (int place = 1; place < field.Length; place += 2)
        {
            int next = field[place..].IndexOf(Quote);
            if (next < 0)
                return -1;
            place += next;
            if (place + 1 == field.Length || field[place + 1] != Quote)
                return place;
        }

        return -1;
    }
}
