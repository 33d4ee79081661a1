// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>fmtmsg.h (POSIX.1-2008 fmtmsg()): messages for people, on standard error and on the console.</summary>
public static unsafe partial class C
{
    private const long ShowsOnStandardError = 0x100;
    private const long ShowsOnConsole = 0x200;
    private const int MessageFailed = -1;
    private const int MessageNotPrinted = 1;
    private const int MessageNotOnConsole = 4;
    private const int MessageParts = 5;

    /// <summary>label: severity: text, then TO FIX: action and a tag. MSGVERB says which of them standard error gets.</summary>
    [RuntimeExport("fmtmsg")]
    public static int fmtmsg(long classification, byte* label, int severity, byte* text, byte* action, byte* tag)
    {
        if (label != null && !IsMessageLabel(label))
        {
            return MessageFailed;
        }

        bool hasFailed = false, hasFailedConsole = false;
        if ((classification & ShowsOnStandardError) != 0)
        {
            hasFailed = !PutMessage(2, VerbosityOfEnvironment(), label, severity, text, action, tag);
        }

        if ((classification & ShowsOnConsole) != 0)
        {
            int console = open(Literal("/dev/console"u8), (int)(OpenFlags.O_WRONLY | OpenFlags.O_CLOEXEC | OpenFlags.O_NOCTTY), 0);
            hasFailedConsole = console < 0 || !PutMessage(console, (1 << MessageParts) - 1, label, severity, text, action, tag);
            _ = console >= 0 ? close(console) : 0;
        }

        return hasFailed && hasFailedConsole ? MessageFailed : hasFailed ? MessageNotPrinted : hasFailedConsole ? MessageNotOnConsole : 0;
    }

    /// <summary>At most 10 bytes, a colon and at most 14.</summary>
    private static bool IsMessageLabel(byte* label)
    {
        byte* colon = strchr(label, ':');
        return colon != null && colon - label <= 10 && strlen(colon + 1) <= 14;
    }

    /// <summary>A bit for each part that MSGVERB names; all if it is not set, or has something else in it.</summary>
    private static int VerbosityOfEnvironment()
    {
        const int All = (1 << MessageParts) - 1;
        byte* words = getenv(Literal("MSGVERB"u8));
        int parts = 0;
        while (words != null && *words != 0)
        {
            int part = 0;
            nuint length = 0;
            for (; part < MessageParts; part++)
            {
                byte* name = MessagePart(part);
                length = strlen(name);
                if (strncmp(words, name, length) == 0 && words[length] is 0 or (byte)':')
                {
                    break;
                }
            }

            if (part == MessageParts)
            {
                return All;
            }

            parts |= 1 << part;
            words += length;
            words += *words == ':' ? 1 : 0;
        }

        return parts == 0 ? All : parts;
    }

    private static byte* MessagePart(int part) =>
        part == 0 ? Literal("label"u8) : part == 1 ? Literal("severity"u8) : part == 2 ? Literal("text"u8) : part == 3 ? Literal("action"u8) : Literal("tag"u8);

    private static byte* SeverityText(int severity) =>
        severity == 1 ? Literal("HALT"u8) : severity == 2 ? Literal("ERROR"u8) : severity == 3 ? Literal("WARNING"u8) : severity == 4 ? Literal("INFO"u8) : null;

    private static bool PutMessage(int fd, int parts, byte* label, int severity, byte* text, byte* action, byte* tag)
    {
        byte* severityText = SeverityText(severity);
        label = (parts & 1) != 0 ? label : null;
        severityText = (parts & 2) != 0 ? severityText : null;
        text = (parts & 4) != 0 ? text : null;
        action = (parts & 8) != 0 ? action : null;
        tag = (parts & 16) != 0 ? tag : null;
        bool isFixed = action != null || tag != null;
        long* slots = stackalloc long[11];
        slots[0] = (long)(label == null ? Literal(""u8) : label);
        slots[1] = (long)Literal(label != null && (severityText != null || text != null || isFixed) ? ": "u8 : ""u8);
        slots[2] = (long)(severityText == null ? Literal(""u8) : severityText);
        slots[3] = (long)Literal(severityText != null && (text != null || isFixed) ? ": "u8 : ""u8);
        slots[4] = (long)(text == null ? Literal(""u8) : text);
        slots[5] = (long)Literal(text != null && isFixed ? "\n"u8 : ""u8);
        slots[6] = (long)Literal(action != null ? "TO FIX: "u8 : ""u8);
        slots[7] = (long)(action == null ? Literal(""u8) : action);
        slots[8] = (long)Literal(action != null && tag != null ? "  "u8 : ""u8);
        slots[9] = (long)(tag == null ? Literal(""u8) : tag);
        slots[10] = (long)Literal("\n"u8);
        VaList list = VaList.OfStack((byte*)slots);
        return vdprintf(fd, Literal("%s%s%s%s%s%s%s%s%s%s%s"u8), &list) >= 0;
    }
}
