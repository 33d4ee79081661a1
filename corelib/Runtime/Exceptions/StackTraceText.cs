namespace System.Runtime;

/// <summary>Stack traces as .NET shows them.</summary>
internal static class StackTraceText
{
    internal static string? Format(ReadOnlySpan<nint> addresses)
    {
        string text = "";
        foreach (nint address in addresses)
        {
            if (address == StackTraceData.Seam)
            {
                text += "\n--- End of stack trace from previous location ---";
                continue;
            }
            string? method = MethodNames.Find(address, out bool isHidden);
            // Assembly around managed code (program start, system call entry) has no names and tells nobody anything.
            if (isHidden || (method == null && !ProgramImage.IsManagedCode(address)))
                continue;
            if (text.Length != 0)
                text += "\n";
            text += "   at " + (method ?? Hexadecimal((ulong)address, 16));
        }
        return text.Length == 0 ? null : text;
    }

    /// <summary>As 0x and so many digits, at most 16, without the formatting of numbers that not every program has.</summary>
    internal static string Hexadecimal(ulong value, int digits)
    {
        Span<char> text = stackalloc char[2 + 16];
        text[0] = '0';
        text[1] = 'x';
        for (int i = digits + 1; i > 1; i--, value >>= 4)
            text[i] = (char)((value & 15) + ((value & 15) < 10 ? '0' : 'a' - 10u));
        return new string(text.Slice(0, digits + 2));
    }
}
