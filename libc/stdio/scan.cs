// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>The v*scanf functions; the variadic ones build a va_list in <c>cstart/Variadic.S</c> and come here.</summary>
public static unsafe partial class C
{
    [RuntimeExport("vfscanf")]
    public static int vfscanf(FILE* file, byte* format, VaList* arguments)
    {
        StreamLock.Enter(file);
        int result = ScanFrom(file, format, arguments);
        StreamLock.Leave(file);
        return result;
    }

    private static int ScanFrom(FILE* file, byte* format, VaList* arguments)
    {
        CharSource source = CharSource.OfFile(file);
        VaList copy = *arguments;
        int result = Scanf.Run(ref source, format, ref copy);
        source.Release();
        return result;
    }

    [RuntimeExport("vscanf")]
    public static int vscanf(byte* format, VaList* arguments) => vfscanf(StdioStubs.Input(), format, arguments);

    [RuntimeExport("vsscanf")]
    public static int vsscanf(byte* text, byte* format, VaList* arguments)
    {
        CharSource source = CharSource.OfString(text);
        VaList copy = *arguments;
        return Scanf.Run(ref source, format, ref copy);
    }
}
