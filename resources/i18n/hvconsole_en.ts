<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>FilterBox</name>
    <message numerus="yes">
        <source>%n VM(s)</source>
        <translation>
            <numerusform>%n VM</numerusform>
            <numerusform>%n VMs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HostText</name>
    <message numerus="yes">
        <source>%n logical processors</source>
        <translation>
            <numerusform>%n logical processor</numerusform>
            <numerusform>%n logical processors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n virtual machine</numerusform>
            <numerusform>%n virtual machines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%n virtual machines selected; shown is the last one.</source>
        <translation>
            <numerusform>%n virtual machine selected.</numerusform>
            <numerusform>%n virtual machines selected; shown is the last one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message numerus="yes">
        <source>Quit while %n operations are under way?</source>
        <translation>
            <numerusform>Quit while %n operation is under way?</numerusform>
            <numerusform>Quit while %n operations are under way?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reset %n VMs</source>
        <translation>
            <numerusform>Reset %n VM</numerusform>
            <numerusform>Reset %n VMs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reset %n virtual machines?</source>
        <translation>
            <numerusform>Reset %n virtual machine?</numerusform>
            <numerusform>Reset %n virtual machines?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Turn Off %n VMs</source>
        <translation>
            <numerusform>Turn Off %n VM</numerusform>
            <numerusform>Turn Off %n VMs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Turn off %n virtual machines?</source>
        <translation>
            <numerusform>Turn off %n virtual machine?</numerusform>
            <numerusform>Turn off %n virtual machines?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>State</name>
    <message numerus="yes">
        <source>%n d ago</source>
        <translation>
            <numerusform>%n d ago</numerusform>
            <numerusform>%n d ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>%n s ago</numerusform>
            <numerusform>%n s ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%1 of %n virtual machines</source>
        <translation>
            <numerusform>%1 of %n virtual machine</numerusform>
            <numerusform>%1 of %n virtual machines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n away</source>
        <translation>
            <numerusform>%n away</numerusform>
            <numerusform>%n away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hosts online</source>
        <translation>
            <numerusform>%n host online</numerusform>
            <numerusform>%n hosts online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operations under way</source>
        <translation>
            <numerusform>%n operation under way</numerusform>
            <numerusform>%n operations under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n virtual machine</numerusform>
            <numerusform>%n virtual machines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tree</name>
    <message numerus="yes">
        <source>%n VM(s)</source>
        <translation>
            <numerusform>%n VM</numerusform>
            <numerusform>%n VMs</numerusform>
        </translation>
    </message>
</context>
</TS>
