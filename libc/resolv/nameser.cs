// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>arpa/nameser.h: messages of the domain name system, taken apart.</summary>
public static unsafe partial class C
{
    private const int Sections = 4;
    private const int RecordNameSize = 1025;

    /// <summary>C's ns_msg.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct NameMessage
    {
        public byte* Start;
        public byte* End;
        public ushort Id;
        public ushort Flags;
        public fixed ushort Counts[Sections];
        public fixed ulong Starts[Sections];

        /// <summary>Where ns_parserr is: section, record in it, and its bytes.</summary>
        public int Section;
        public int Record;
        public byte* At;
    }

    /// <summary>C's ns_rr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct NameRecord
    {
        public fixed byte Name[RecordNameSize];
        public ushort Type;
        public ushort Class;
        public uint TimeToLive;
        public ushort Length;
        public byte* Data;
    }

    [RuntimeExport("ns_get16")]
    public static uint ns_get16(byte* at) => (uint)DnsMessage.Get16(at);

    [RuntimeExport("ns_get32")]
    public static ulong ns_get32(byte* at) => DnsMessage.Get32(at);

    [RuntimeExport("ns_put16")]
    public static void ns_put16(uint value, byte* at) => DnsMessage.Put16(at, (int)value);

    [RuntimeExport("ns_put32")]
    public static void ns_put32(ulong value, byte* at) => *(uint*)at = htonl((uint)value);

    /// <summary>Finds the four sections; -1 with EMSGSIZE if the records do not fill the message exactly.</summary>
    [RuntimeExport("ns_initparse")]
    public static int ns_initparse(byte* message, int length, NameMessage* result)
    {
        *result = default;
        if (length < DnsMessage.HeaderSize)
        {
            return Error.Set(Errno.EMSGSIZE);
        }

        result->Start = message;
        result->End = message + length;
        result->Id = (ushort)DnsMessage.Get16(message);
        result->Flags = (ushort)DnsMessage.Get16(message + 2);
        byte* at = message + DnsMessage.HeaderSize;
        for (int i = 0; i < Sections; i++)
        {
            result->Counts[i] = (ushort)DnsMessage.Get16(message + 4 + (2 * i));
            int taken = ns_skiprr(at, result->End, i, result->Counts[i]);
            if (taken < 0)
            {
                return -1;
            }

            result->Starts[i] = result->Counts[i] == 0 ? 0 : (ulong)at;
            at += taken;
        }

        result->Section = Sections;
        result->Record = -1;
        return at == result->End ? 0 : Error.Set(Errno.EMSGSIZE);
    }

    /// <summary>The bytes of that many records of a section; -1 with EMSGSIZE.</summary>
    [RuntimeExport("ns_skiprr")]
    public static int ns_skiprr(byte* at, byte* end, int section, int count)
    {
        byte* start = at;
        for (; count > 0; count--)
        {
            int name = DnsMessage.SkipName(at, end);
            int fixedPart = section == 0 ? 4 : 10;
            if (name < 0 || end - at - name < fixedPart)
            {
                return Error.Set(Errno.EMSGSIZE);
            }

            at += name + fixedPart;
            int data = section == 0 ? 0 : DnsMessage.Get16(at - 2);
            if (end - at < data)
            {
                return Error.Set(Errno.EMSGSIZE);
            }

            at += data;
        }

        return (int)(at - start);
    }

    /// <summary>A record of a section by its number, -1 for the next; ENODEV if there is none of the kind, EMSGSIZE for a broken one.</summary>
    [RuntimeExport("ns_parserr")]
    public static int ns_parserr(NameMessage* message, int section, int number, NameRecord* record)
    {
        if ((uint)section >= Sections)
        {
            return Error.Set(Errno.ENODEV);
        }

        if (message->Section != section)
        {
            MoveTo(message, section);
        }

        number = number == -1 ? message->Record : number;
        if (number < 0 || number >= message->Counts[section])
        {
            return Error.Set(Errno.ENODEV);
        }

        if (number < message->Record)
        {
            MoveTo(message, section);
        }

        int skipped = ns_skiprr(message->At, message->End, section, number - message->Record);
        if (skipped < 0)
        {
            return -1;
        }

        byte* at = message->At + skipped;
        int name = dn_expand(message->Start, message->End, at, record->Name, RecordNameSize);
        int whole = ns_skiprr(at, message->End, section, 1);
        if (name < 0 || whole < 0)
        {
            return -1;
        }

        byte* fields = at + name;
        record->Type = (ushort)DnsMessage.Get16(fields);
        record->Class = (ushort)DnsMessage.Get16(fields + 2);
        record->TimeToLive = section == 0 ? 0 : DnsMessage.Get32(fields + 4);
        record->Length = (ushort)(section == 0 ? 0 : DnsMessage.Get16(fields + 8));
        record->Data = section == 0 ? null : fields + 10;
        message->At = at + whole;
        message->Record = number + 1;
        return 0;
    }

    [RuntimeExport("ns_name_uncompress")]
    public static int ns_name_uncompress(byte* message, byte* end, byte* source, byte* target, nuint size) =>
        dn_expand(message, end, source, target, size > int.MaxValue ? int.MaxValue : (int)size);

    private static void MoveTo(NameMessage* message, int section)
    {
        message->Section = section;
        message->Record = 0;
        message->At = (byte*)message->Starts[section];
    }
}
