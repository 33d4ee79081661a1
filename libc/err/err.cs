// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>err.h and error.h: messages with the program's name. The variadic forms are stubs of <c>cstart/Variadic.S</c>.</summary>
public static unsafe partial class C
{
    [RuntimeExport("vwarnx")]
    public static void vwarnx(byte* format, VaList* arguments)
    {
        FILE* file = BeginMessage();
        if (format != null)
        {
            _ = vfprintf(file, format, arguments);
        }

        _ = fputc('\n', file);
    }

    [RuntimeExport("vwarn")]
    public static void vwarn(byte* format, VaList* arguments)
    {
        int error = Error.Current;
        FILE* file = BeginMessage();
        if (format != null)
        {
            _ = vfprintf(file, format, arguments);
            _ = fputs(Literal(": "u8), file);
        }

        _ = fputs(strerror(error), file);
        _ = fputc('\n', file);
    }

    [RuntimeExport("verr")]
    public static void verr(int status, byte* format, VaList* arguments)
    {
        vwarn(format, arguments);
        exit(status);
    }

    [RuntimeExport("verrx")]
    public static void verrx(int status, byte* format, VaList* arguments)
    {
        vwarnx(format, arguments);
        exit(status);
    }

    /// <summary>error.h: status 0 goes on; a number adds what it means.</summary>
    [RuntimeExport("skift_error")]
    public static void VError(int status, int number, byte* format, VaList* arguments)
    {
        _ = fflush(StdioStubs.Output());
        FILE* file = BeginMessage();
        _ = vfprintf(file, format, arguments);
        if (number != 0)
        {
            _ = fputs(Literal(": "u8), file);
            _ = fputs(strerror(number), file);
        }

        _ = fputc('\n', file);
        if (status != 0)
        {
            exit(status);
        }
    }

    private static FILE* BeginMessage()
    {
        FILE* file = StdioStubs.Error();
        _ = fputs(ProgramName(), file);
        _ = fputs(Literal(": "u8), file);
        return file;
    }

    /// <summary>What follows the last slash of argv[0].</summary>
    private static byte* ProgramName() => *ProgramNameStub.Short();
}
