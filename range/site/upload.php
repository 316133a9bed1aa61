<?php
// The flaw of this site, on purpose: whatever is sent is kept under the name it came with, scripts too.
if ($_SERVER["REQUEST_METHOD"] === "POST" && isset($_FILES["picture"])) {
    $name = basename($_FILES["picture"]["name"]);
    move_uploaded_file($_FILES["picture"]["tmp_name"], __DIR__ . "/uploads/" . $name);
    exit("Thank you: <a href=\"/uploads/" . htmlspecialchars($name) . "\">your picture</a>");
}
?>
<form method="post" enctype="multipart/form-data"><input type="file" name="picture"><button>Send</button></form>
