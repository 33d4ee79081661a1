// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The v*printf functions; the variadic ones build a va_list in <c>cstart/Variadic.S</c> and come here.</summary>
public static unsafe partial class C
{
    [RuntimeExport("vfprintf")]
    public static int vfprintf(FILE* file, byte* format, VaList* arguments)
    {
        StreamLock.Enter(file);
        int result = PrintTo(file, format, arguments);
        StreamLock.Leave(file);
        return result;
    }

    private static int PrintTo(FILE* file, byte* format, VaList* arguments)
    {
        const int BufferSize = 512;
        if (!file->Has(FileFlags.Unbuffered))
        {
            return Print(file, format, arguments);
        }

        // One message is one write: an unbuffered stream borrows a buffer for the time of the call.
        byte* borrowed = stackalloc byte[BufferSize];
        byte* buffer = file->Buffer;
        nuint size = file->BufferSize;
        _ = StreamCore.Flush(file);
        file->Buffer = borrowed;
        file->BufferSize = BufferSize;
        file->Flags &= ~FileFlags.Unbuffered;
        int result = Print(file, format, arguments);
        if (StreamCore.Flush(file) < 0)
        {
            result = -1;
        }

        file->Flags |= FileFlags.Unbuffered;
        file->Buffer = buffer;
        file->BufferSize = size;
        return result;
    }

    [RuntimeExport("vprintf")]
    public static int vprintf(byte* format, VaList* arguments) => vfprintf(StdioStubs.Output(), format, arguments);

    [RuntimeExport("vsnprintf")]
    public static int vsnprintf(byte* buffer, nuint size, byte* format, VaList* arguments)
    {
        PrintSink sink = PrintSink.ToBuffer(buffer, size == 0 ? 0 : size - 1);
        VaList copy = *arguments;
        int length = Printf.Format(ref sink, format, ref copy);
        if (size > 0)
        {
            nuint end = (nuint)sink.Count < size ? (nuint)sink.Count : size - 1;
            buffer[end] = 0;
        }

        return length;
    }

    [RuntimeExport("vsprintf")]
    public static int vsprintf(byte* buffer, byte* format, VaList* arguments) => vsnprintf(buffer, int.MaxValue, format, arguments);

    [RuntimeExport("vasprintf")]
    public static int vasprintf(byte** result, byte* format, VaList* arguments)
    {
        int length = vsnprintf(null, 0, format, arguments);
        if (length < 0)
        {
            return -1;
        }

        byte* text = (byte*)malloc((nuint)length + 1);
        if (text == null)
        {
            return -1;
        }

        *result = text;
        return vsnprintf(text, (nuint)length + 1, format, arguments);
    }

    [RuntimeExport("vdprintf")]
    public static int vdprintf(int fd, byte* format, VaList* arguments)
    {
        const int BufferSize = 512;
        byte* buffer = stackalloc byte[BufferSize];
        FILE file = default;
        file.Descriptor = fd;
        file.Flags = FileFlags.CanWrite;
        file.Buffer = buffer;
        file.BufferSize = BufferSize;
        int result = Print(&file, format, arguments);
        return StreamCore.Flush(&file) < 0 ? -1 : result;
    }

    private static int Print(FILE* file, byte* format, VaList* arguments)
    {
        // Whether this call's own writes fail matters, not an error from before.
        PrintSink sink = PrintSink.ToFile(file);
        VaList copy = *arguments;
        int result = Printf.Format(ref sink, format, ref copy);
        sink.Release();
        return result;
    }
}
