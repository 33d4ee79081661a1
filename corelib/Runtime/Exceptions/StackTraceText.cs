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
            text += "   at " + (method ?? Hexadecimal(address));
        }
        return text.Length == 0 ? null : text;
    }

    private static string Hexadecimal(nint address)
    {
        const string Digits = "0123456789abcdef";
        Span<char> text = stackalloc char[18];
        text[0] = '0';
        text[1] = 'x';
        for (int i = 0; i < 16; i++)
            text[2 + i] = Digits[(int)((ulong)address >> (60 - 4 * i)) & 15];
        return new string(text);
    }
}
